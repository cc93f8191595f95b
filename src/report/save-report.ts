import { catalogueEntry } from '../backbone/catalogue.ts';
import type { LearningCurve } from '../evaluation/learning-curve.ts';
import { fileNameOf } from '../exporters/model-file-name.ts';
import { reportCsv } from '../exporters/report/report-csv.ts';
import { reportHtml } from '../exporters/report/report-html.ts';
import { MOST_MISTAKES } from '../exporters/report/sections/mistakes-section.ts';
import { writeZip } from '../exporters/zip.ts';
import { backboneStore } from '../project/backbone-state.ts';
import { saveFile } from '../project/save-file.ts';
import type { TrainedModel } from '../project/trained-model.ts';
import { jpegThumbnails } from './mistake-thumbnails.ts';
import { mistakesOf, type ReportContext, reportData } from './report-data.ts';
import type { ReportFigures } from './report-figures.ts';

export type ReportFile = 'web-page' | 'tables';

/**
 * Makes the report's file and hands it to the browser to save.
 * @returns its name; null where there is nothing to report, or it was cancelled
 */
export async function saveReport(
  file: ReportFile,
  model: TrainedModel,
  figures: ReportFigures,
  learningCurve: LearningCurve | null,
  signal: AbortSignal,
): Promise<string | null> {
  const first = figures.judged ?? figures.tested;
  const pictured = file === 'web-page' && first !== null ? mistakesOf(first) : [];
  const context: ReportContext = {
    date: new Date().toISOString(),
    backbone: backboneName(model),
    learningCurve,
    thumbnails: await jpegThumbnails(
      pictured.slice(0, MOST_MISTAKES).map(({ sample }) => sample),
      signal,
    ),
  };
  const report = reportData(model, figures, context);
  if (report === null || signal.aborted) return null;
  if (file === 'web-page') {
    const name = fileNameOf(figures.labels, '-report.html');
    saveFile(new Blob([reportHtml(report)], { type: 'text/html' }), name);
    return name;
  }
  const name = fileNameOf(figures.labels, '-report-tables.zip');
  const zip = writeZip(reportCsv(report), context.date);
  saveFile(new Blob([zip], { type: 'application/zip' }), name);
  return name;
}

function backboneName({ backboneId, fingerprint }: TrainedModel): string {
  const stored = backboneStore.getState().stored.find((each) => each.fingerprint === fingerprint);
  return stored?.label ?? catalogueEntry(backboneId)?.label ?? backboneId;
}
