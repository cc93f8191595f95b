import type { LearningCurve } from '../../../evaluation/learning-curve.ts';
import { countText, intervalText, percentText } from '../numbers.ts';
import { learningCurvePlot } from '../plots/learning-curve-plot.ts';
import type { ReportData } from '../types.ts';
import { REPORT_COLOURS } from './plot-colours.ts';
import { scrolling } from './scrolling.ts';

const ANSWERS: Record<LearningCurve['moreWouldHelp'], string> = {
  yes: 'Yes: the curve still rises at its end.',
  little:
    'Little: the curve is level at its end. Better or different images may help more than many.',
  unclear: 'There are too few images to tell.',
};

/** Accuracy against the number of images. */
export function learningSection({ learningCurve, head }: ReportData): string {
  if (!learningCurve) return '';
  const { points, moreWouldHelp, projected } = learningCurve;
  const last = points[points.length - 1];
  const description = points
    .map(({ samples, accuracy }) => `${countText(samples)} images: ${percentText(accuracy)} right.`)
    .join(' ');
  const promise =
    projected !== null && last && moreWouldHelp === 'yes'
      ? ` A fitted curve expects about ${percentText(projected)} after ${countText(2 * last.samples)}.`
      : '';
  const plot = learningCurvePlot(
    'learning',
    // What the answer does not rest on is not drawn.
    { ...learningCurve, projected: moreWouldHelp === 'yes' ? projected : null },
    { title: 'Learning curve', description, across: 'Images learned from', up: 'Right' },
    REPORT_COLOURS,
  );
  const rows = points.map(
    ({ samples, perClass, accuracy, interval }) =>
      `<tr><th scope="row">${countText(samples)}</th><td>${countText(perClass)}</td><td>${percentText(accuracy)}</td><td>${intervalText(interval)}</td></tr>`,
  );
  return [
    '<h2>Would more images help?</h2>',
    `<p>${ANSWERS[moreWouldHelp]}${promise}</p>`,
    `<p class="quiet">Each point was taught with a share of the images and judged on images left out. ${head === 'hidden' ? 'It is the curve of training without the hidden layer. ' : ''}No mirror images were used.</p>`,
    '<div class="side">',
    `<figure>${plot}</figure>`,
    scrolling(
      'Accuracy by number of images',
      [
        '<table><caption>By number of images</caption>',
        '<thead><tr><th scope="col">Images</th><th scope="col">Per class</th><th scope="col">Right</th><th scope="col">95 % interval</th></tr></thead>',
        `<tbody>${rows.join('\n')}</tbody></table>`,
      ].join('\n'),
    ),
    '</div>',
  ].join('\n');
}
