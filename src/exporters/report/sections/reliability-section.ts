import { calibration } from '../../../evaluation/calibration.ts';
import { calibrationWords, diagramWords } from '../calibration-words.ts';
import { countText, percentText } from '../numbers.ts';
import { reliabilityPlot } from '../plots/reliability-plot.ts';
import { type NamedSet, namedSets } from '../report-sets.ts';
import type { ReportData } from '../types.ts';
import { REPORT_COLOURS } from './plot-colours.ts';
import { scrolling } from './scrolling.ts';

/** Whether the model is right as often as it says it is sure. */
export function reliabilitySection(report: ReportData): string {
  const sets = namedSets(report);
  return [
    '<h2>Can its percentages be believed?</h2>',
    ...sets.map((named) => reliabilityOf(named, sets.length > 1)),
  ].join('\n');
}

function reliabilityOf({ set, kind, caption }: NamedSet, isOneOfTwo: boolean): string {
  const { bins } = set.reliability;
  const found = calibration(set.reliability);
  const description = bins
    .map(
      ({ confidence, accuracy, count }) =>
        `${percentText(confidence, 0)} sure: ${percentText(accuracy, 0)} right (${countText(count)}).`,
    )
    .join(' ');
  const plot = reliabilityPlot(
    `reliability-${kind}`,
    bins,
    {
      title: `Reliability diagram: ${caption}`,
      description,
      across: 'How sure it was',
      up: 'How often right',
    },
    REPORT_COLOURS,
  );
  const rows = bins.map(
    ({ low, high, count, confidence, accuracy }) =>
      `<tr><th scope="row">${percentText(low, 0)} to ${percentText(high, 0)}</th><td>${countText(count)}</td><td>${percentText(confidence)}</td><td>${percentText(accuracy)}</td></tr>`,
  );
  const which = isOneOfTwo ? `<b>${caption}.</b> ` : '';
  return [
    `<p>${which}${calibrationWords(found)}</p>`,
    `<p class="quiet">${diagramWords(found, kind === 'tested')}</p>`,
    '<div class="side">',
    `<figure>${plot}</figure>`,
    scrolling(
      `Reliability by confidence: ${caption}`,
      [
        `<table><caption>${caption}</caption>`,
        '<thead><tr><th scope="col">Sure by</th><th scope="col">Images</th><th scope="col">Mean</th><th scope="col">Right</th></tr></thead>',
        `<tbody>${rows.join('\n')}</tbody></table>`,
      ].join('\n'),
    ),
    '</div>',
  ].join('\n');
}
