import { countText, percentText } from '../numbers.ts';
import { reliabilityPlot } from '../plots/reliability-plot.ts';
import type { ReportData } from '../types.ts';
import { REPORT_COLOURS } from './plot-colours.ts';
import { scrolling } from './scrolling.ts';

/** Whether the model is right as often as it says it is sure. */
export function reliabilitySection({ reliability }: ReportData): string {
  const { expectedCalibrationError, bins } = reliability;
  const filled = bins.filter(({ count }) => count > 0);
  const error = percentText(expectedCalibrationError);
  const description = filled
    .map(
      ({ confidence, accuracy, count }) =>
        `${percentText(confidence, 0)} sure: ${percentText(accuracy, 0)} right (${countText(count)}).`,
    )
    .join(' ');
  const plot = reliabilityPlot(
    'reliability',
    bins,
    { title: 'Reliability diagram', description, across: 'How sure it was', up: 'How often right' },
    REPORT_COLOURS,
  );
  const rows = filled.map(
    ({ low, high, count, confidence, accuracy }) =>
      `<tr><th scope="row">${percentText(low, 0)} to ${percentText(high, 0)}</th><td>${countText(count)}</td><td>${percentText(confidence)}</td><td>${percentText(accuracy)}</td></tr>`,
  );
  return [
    '<h2>Can its confidence be believed?</h2>',
    `<p>Of the images that it is 80 % sure of, some 80 % should be right: circles on the dashed line. Below the line it is too sure of itself, above it too modest. A circle’s area is the number of images. On average the two are ${error} apart (expected calibration error).</p>`,
    '<div class="side">',
    `<figure>${plot}</figure>`,
    scrolling(
      'Reliability by confidence',
      [
        '<table><caption>By confidence</caption>',
        '<thead><tr><th scope="col">Sure by</th><th scope="col">Images</th><th scope="col">Mean</th><th scope="col">Right</th></tr></thead>',
        `<tbody>${rows.join('\n')}</tbody></table>`,
      ].join('\n'),
    ),
    '</div>',
  ].join('\n');
}
