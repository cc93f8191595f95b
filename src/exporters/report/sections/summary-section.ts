import { calibration } from '../../../evaluation/calibration.ts';
import { HEAD_NAMES } from '../head-names.ts';
import { escapeText, userText } from '../markup.ts';
import { countText, dateText, imagesText, intervalText, percentText } from '../numbers.ts';
import { namedSets } from '../report-sets.ts';
import type { ReportData, ReportSet } from '../types.ts';

/** What the model is, and the figures of a first glance. */
export function summarySection(report: ReportData): string {
  const { judged, testSet, classNames } = report;
  const facts = [
    ['Classes', `${classNames.length}`],
    ...(judged ? [['Images', countText(judged.total)]] : []),
    ...(testSet ? [['Test images', countText(testSet.total)]] : []),
    ['Base network', userText(report.backbone)],
    ['Head', HEAD_NAMES[report.head]],
    ['Trained', escapeText(dateText(report.trainedAt))],
    ['Report made', escapeText(dateText(report.date))],
  ];
  const cards = [
    ...(judged ? [accuracyCard('right on images it had not seen', judged)] : []),
    ...(testSet ? [accuracyCard('right on the test set', testSet)] : []),
    ...namedSets(report)
      .slice(0, 1)
      .flatMap(({ set }) => [
        card('macro F1', percentText(set.perClass.macro.f1), 'every class counts the same'),
        calibrationCard(set),
      ]),
  ];
  return [
    '<header>',
    `<h1>${userText(report.project)}</h1>`,
    '<p class="quiet">How good this picture classifier is</p>',
    `<dl class="facts">${facts.map(([term, text]) => `<div><dt>${term}</dt><dd>${text}</dd></div>`).join('')}</dl>`,
    '</header>',
    ...(report.followed
      ? ['<p><b>The model has followed its images since these figures were measured.</b></p>']
      : []),
    `<dl class="figures">${cards.join('')}</dl>`,
    `<p class="quiet" style="margin-top:1rem">${measuredWords(report)}</p>`,
  ].join('\n');
}

function measuredWords({ judged, testSet }: ReportData): string {
  return [
    ...(judged
      ? [
          `Measured by cross-validation: ${imagesText(judged.total)} in ${judged.folds} parts; each part was judged by a model taught with the others only. Frames of one recording, and images that are nearly the same, stay in one part.`,
        ]
      : []),
    ...(testSet
      ? ['Images of the test set are never learned from: the finished model was tried on them.']
      : []),
  ].join(' ');
}

function accuracyCard(term: string, { accuracy, correct, total, interval }: ReportSet): string {
  return card(
    term,
    percentText(accuracy),
    `${correct} of ${total}; 95 % interval ${intervalText(interval)}`,
  );
}

function calibrationCard({ reliability }: ReportSet): string {
  const { error, byChance, verdict } = calibration(reliability);
  const measure =
    verdict === 'too-few'
      ? 'too few images to tell'
      : `chance alone makes about ${percentText(byChance)}`;
  return card(
    'calibration error',
    percentText(error),
    `how far “how sure” is from “how often right”; ${measure}`,
  );
}

function card(term: string, figure: string, more: string): string {
  return `<div><dt>${term}</dt><dd>${figure}</dd><dd>${more}</dd></div>`;
}
