import { HEAD_NAMES } from '../head-names.ts';
import { escapeText, userText } from '../markup.ts';
import { dateText, imagesText, intervalText, percentText } from '../numbers.ts';
import type { ReportData } from '../types.ts';

/** What the model is, and the figures of a first glance. */
export function summarySection(report: ReportData): string {
  const { evaluation, figures, reliability, testSet, classNames } = report;
  const facts = [
    ['Classes', `${classNames.length}`],
    ['Images', `${evaluation.total}`],
    ['Base network', userText(report.backbone)],
    ['Head', HEAD_NAMES[report.head]],
    ['Trained', escapeText(dateText(report.trainedAt))],
    ['Report made', escapeText(dateText(report.date))],
  ];
  const cards = [
    card(
      'right on images it had not seen',
      percentText(evaluation.accuracy),
      `${evaluation.correct} of ${evaluation.total}; 95 % interval ${intervalText(evaluation.interval)}`,
    ),
    ...(testSet
      ? [
          card(
            'right on the test set',
            percentText(testSet.accuracy),
            `${testSet.correct} of ${testSet.total}; 95 % interval ${intervalText(testSet.interval)}`,
          ),
        ]
      : []),
    card('macro F1', percentText(figures.macro.f1), 'every class counts the same'),
    card(
      'calibration error',
      percentText(reliability.expectedCalibrationError),
      'how far “how sure” is from “how often right”',
    ),
  ];
  return [
    '<header>',
    `<h1>${userText(report.project)}</h1>`,
    '<p class="quiet">How good this picture classifier is</p>',
    `<dl class="facts">${facts.map(([term, text]) => `<div><dt>${term}</dt><dd>${text}</dd></div>`).join('')}</dl>`,
    '</header>',
    `<dl class="figures">${cards.join('')}</dl>`,
    `<p class="quiet" style="margin-top:1rem">Measured by cross-validation: ${imagesText(evaluation.total)} in ${evaluation.folds} parts; each part was judged by a model taught with the others only. Frames of one recording, and images that are nearly the same, stay in one part.</p>`,
  ].join('\n');
}

function card(term: string, figure: string, more: string): string {
  return `<div><dt>${term}</dt><dd>${figure}</dd><dd>${more}</dd></div>`;
}
