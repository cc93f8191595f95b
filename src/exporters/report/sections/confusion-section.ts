import { userText } from '../markup.ts';
import { type NamedSet, namedSets } from '../report-sets.ts';
import type { ReportData } from '../types.ts';
import { scrolling } from './scrolling.ts';

/** With more classes than this, their names stand upright above the columns. */
const FEW = 5;

/** Which classes are taken for which, out of fold and, if there is one, on the test set. */
export function confusionSection(report: ReportData): string {
  return [
    '<h2>Which classes get mixed up</h2>',
    '<p>A row is what the images are, a column what they were taken for. Blue is right, red is wrong; the stronger, the larger the share of the row.</p>',
    ...namedSets(report).map((named) => confusionTable(named, report.classNames)),
  ].join('\n');
}

function confusionTable({ set, caption }: NamedSet, classNames: readonly string[]): string {
  const heads = classNames.map((name) => `<th scope="col"><span>${userText(name)}</span></th>`);
  const rows = set.confusion.map((row, c) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    const cells = row.map((count, named) => {
      const kind = count === 0 ? 'none' : named === c ? 'right' : 'wrong';
      // The root, so that five of a hundred are seen at all.
      const heat = total === 0 ? 0 : Math.sqrt(count / total);
      return `<td class="${kind}" style="--heat:${heat.toFixed(3)}">${count}</td>`;
    });
    return `<tr><th scope="row">${userText(classNames[c] ?? '')}</th>${cells.join('')}</tr>`;
  });
  return scrolling(
    `Confusion matrix: ${caption}`,
    [
      `<table class="matrix${classNames.length > FEW ? ' many' : ''}"><caption>${caption}</caption>`,
      `<thead><tr><th scope="col">Class</th>${heads.join('')}</tr></thead>`,
      `<tbody>${rows.join('\n')}</tbody></table>`,
    ].join('\n'),
  );
}
