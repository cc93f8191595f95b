import { userText } from '../markup.ts';
import { countText, percentText } from '../numbers.ts';
import { type NamedSet, namedSets } from '../report-sets.ts';
import type { ReportData } from '../types.ts';
import { scrolling } from './scrolling.ts';

/** Precision, recall and F1 of each class. */
export function classSection(report: ReportData): string {
  return [
    '<h2>Class by class</h2>',
    '<p><b>Precision</b>: of the images named so, how many are. <b>Recall</b>: of the images that are, how many were named so. <b>F1</b> is the harmonic mean of the two. “–”: nothing to count; the macro average takes it for zero.</p>',
    ...namedSets(report).map((named) => classTable(named, report.classNames)),
  ].join('\n');
}

function classTable({ set, caption }: NamedSet, classNames: readonly string[]): string {
  const { perClass, macro } = set.perClass;
  const row = (name: string, shares: (number | null)[], support: number) =>
    `<tr><th scope="row">${name}</th>${shares.map((share) => `<td>${percentText(share)}</td>`).join('')}<td>${countText(support)}</td></tr>`;
  const rows = perClass.map(({ precision, recall, f1, support }, c) =>
    row(userText(classNames[c] ?? ''), [precision, recall, f1], support),
  );
  const total = perClass.reduce((sum, { support }) => sum + support, 0);
  const foot = row('Macro average', [macro.precision, macro.recall, macro.f1], total);
  return scrolling(
    `Figures of each class: ${caption}`,
    [
      `<table><caption>${caption}</caption>`,
      '<thead><tr><th scope="col">Class</th><th scope="col">Precision</th><th scope="col">Recall</th><th scope="col">F1</th><th scope="col">Images</th></tr></thead>',
      `<tbody>${rows.join('\n')}</tbody>`,
      `<tfoot>${foot}</tfoot></table>`,
    ].join('\n'),
  );
}
