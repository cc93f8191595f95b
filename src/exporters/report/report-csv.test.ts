import { describe, expect, it } from 'vitest';
import { reportCase } from '../../../tests/support/report-case.ts';
import { reportCsv } from './report-csv.ts';
import type { ReportData } from './types.ts';

/** Rows of cells; for files without quotes, or with commas in none. */
function tables(report: ReportData): Record<string, string[][]> {
  return Object.fromEntries(
    reportCsv(report).map(({ path, bytes }) => [
      path,
      new TextDecoder()
        .decode(bytes)
        .trimEnd()
        .split('\r\n')
        .map((line) => line.split(',')),
    ]),
  );
}

describe('reportCsv', () => {
  const report = reportCase(['Cats', 'Dogs', 'Birds'], 20);

  it('holds the numbers of the report', () => {
    const files = tables(report);
    expect(files['predictions.csv']).toHaveLength(61);
    expect(files['predictions.csv']?.[1]?.slice(0, 3)).toEqual([
      'image-0-0.jpg',
      'cross-validation',
      'Cats',
    ]);
    expect(files['confusion.csv']?.slice(1).map((row) => row.slice(1).map(Number))).toEqual(
      report.evaluation.confusion,
    );
    const recall = report.figures.perClass.map((one) => one.recall?.toFixed(4));
    const written = files['classes.csv']?.slice(1, 4).map((row) => Number(row[2]).toFixed(4));
    expect(written).toEqual(recall);
    expect(files['reliability.csv']).toHaveLength(11);
    // Nothing can be said of no pictures.
    expect(files['reliability.csv']?.[1]).toEqual(['0', '0.1', '0', '', '']);
    expect(files['learning-curve.csv']?.[4]?.slice(0, 3)).toEqual(['48', '16', '0.88']);
    const summary = new Map(files['summary.csv']?.map(([name = '', value]) => [name, value]));
    expect(Number(summary.get('accuracy'))).toBeCloseTo(report.evaluation.accuracy, 5);
    expect(summary.get('test set: images')).toBe('6');
    expect(summary.get('head')).toBe('direct');
  });

  it('gives every row of a file as many cells', () => {
    for (const rows of Object.values(tables(report))) {
      expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    }
  });

  it('leaves out what there is none of', () => {
    const paths = reportCsv({ ...report, learningCurve: null, testSet: null }).map(
      (one) => one.path,
    );
    expect(paths).toEqual([
      'summary.csv',
      'predictions.csv',
      'classes.csv',
      'confusion.csv',
      'reliability.csv',
    ]);
  });

  it('disarms names that a spreadsheet would run', () => {
    const hostile = reportCase(['=1+1', '@x'], 4);
    const all = reportCsv({ ...hostile, project: '=2+2' }).map(({ bytes }) =>
      new TextDecoder().decode(bytes),
    );
    expect(all.join('').match(/(^|[,\n"])[=@]/g)).toBeNull();
    expect(all.join('')).toContain("'=1+1");
    expect(all[0]).toContain("project,'=2+2");
  });
});
