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
      report.judged?.confusion,
    );
    const recall = report.judged?.perClass.perClass.map((one) => one.recall?.toFixed(4));
    const written = files['classes.csv']?.slice(1, 4).map((row) => Number(row[2]).toFixed(4));
    expect(written).toEqual(recall);
    // Sixty images make bins of six.
    expect(files['reliability.csv']?.slice(1).map(([, , count]) => count)).toEqual(
      Array(10).fill('6'),
    );
    expect(files['test-set-confusion.csv']?.[1]).toEqual(['Cats', '1', '1', '0']);
    expect(files['test-set-reliability.csv']?.[1]?.[2]).toBe('6');
    expect(files['learning-curve.csv']?.[4]?.slice(0, 3)).toEqual(['48', '16', '0.88']);
    const summary = new Map(files['summary.csv']?.map(([name = '', value]) => [name, value]));
    expect(Number(summary.get('accuracy'))).toBeCloseTo(report.judged?.accuracy ?? 0, 5);
    expect(summary.get('test set: images')).toBe('6');
    expect(summary.get('head')).toBe('direct');
    expect(summary.get('calibration')).toMatch(/^(too sure|off by|right)/);
    expect(Number(summary.get('expected calibration error by chance alone'))).toBeGreaterThan(0);
    expect(summary.get('test set: calibration')).toBe('fewer than 30 images: too few to tell');
    expect(summary.get('model has followed its images since it was judged')).toBe('no');
  });

  it('gives every row of a file as many cells', () => {
    for (const rows of Object.values(tables(report))) {
      expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    }
  });

  it('leaves out what there is none of', () => {
    const pathsOf = (some: Partial<ReportData>) =>
      reportCsv({ ...report, learningCurve: null, ...some }).map(({ path }) => path);
    const always = ['summary.csv', 'predictions.csv'];
    expect(pathsOf({ testSet: null })).toEqual([
      ...always,
      'classes.csv',
      'confusion.csv',
      'reliability.csv',
    ]);
    expect(pathsOf({ judged: null })).toEqual([
      ...always,
      'test-set-classes.csv',
      'test-set-confusion.csv',
      'test-set-reliability.csv',
    ]);
    const summary = tables({ ...report, judged: null, followed: true })['summary.csv'] ?? [];
    expect(summary.map(([name]) => name)).not.toContain('accuracy');
    expect(summary).toContainEqual(['model has followed its images since it was judged', 'yes']);
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
