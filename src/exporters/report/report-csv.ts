import type { ClassFigures } from '../../evaluation/class-figures.ts';
import type { ArchiveFile } from '../types.ts';
import { type Cell, csvFile } from './csv.ts';
import { HEAD_NAMES } from './head-names.ts';
import type { ReportData } from './types.ts';

/**
 * The report's numbers as tables, one file each. All shares are between 0 and 1; a figure that is
 * not defined is an empty cell. Without a learning curve or a test set their files are missing.
 */
export function reportCsv(report: ReportData): ArchiveFile[] {
  const { classNames, evaluation, figures, reliability, learningCurve, testSet } = report;
  return [
    csvFile('summary.csv', summaryRows(report)),
    csvFile('predictions.csv', predictionRows(report)),
    csvFile('classes.csv', classRows(classNames, figures)),
    csvFile('confusion.csv', confusionRows(classNames, evaluation.confusion)),
    csvFile('reliability.csv', [
      ['from', 'to', 'images', 'mean confidence', 'accuracy'],
      ...reliability.bins.map(({ low, high, count, confidence, accuracy }) =>
        count > 0 ? [low, high, count, confidence, accuracy] : [low, high, 0, null, null],
      ),
    ]),
    ...(learningCurve
      ? [
          csvFile('learning-curve.csv', [
            [
              'images learned from (mean of the folds)',
              'per class',
              'accuracy',
              '95 % interval from',
              'to',
            ],
            ...learningCurve.points.map(({ samples, perClass, accuracy, interval }) => [
              samples,
              perClass,
              accuracy,
              interval.low,
              interval.high,
            ]),
          ]),
        ]
      : []),
    ...(testSet
      ? [csvFile('test-set-confusion.csv', confusionRows(classNames, testSet.confusion))]
      : []),
  ];
}

function summaryRows(report: ReportData): Cell[][] {
  const { evaluation, figures, reliability, testSet } = report;
  return [
    ['figure', 'value'],
    ['project', report.project],
    ['report made', report.date],
    ['model trained', report.trainedAt],
    ['base network', report.backbone],
    ['head', HEAD_NAMES[report.head]],
    ['images judged', evaluation.total],
    ['folds', evaluation.folds],
    ['accuracy', evaluation.accuracy],
    ['accuracy: 95 % interval from', evaluation.interval.low],
    ['accuracy: 95 % interval to', evaluation.interval.high],
    ['balanced accuracy', figures.balancedAccuracy],
    ['macro precision', figures.macro.precision],
    ['macro recall', figures.macro.recall],
    ['macro F1', figures.macro.f1],
    ['expected calibration error', reliability.expectedCalibrationError],
    ...(testSet
      ? [
          ['test set: images', testSet.total],
          ['test set: accuracy', testSet.accuracy],
          ['test set: 95 % interval from', testSet.interval.low],
          ['test set: 95 % interval to', testSet.interval.high],
        ]
      : []),
  ];
}

function predictionRows({ classNames, predictions }: ReportData): Cell[][] {
  return [
    [
      'image',
      'judged',
      'class',
      'predicted',
      'right',
      'confidence',
      ...classNames.map((name) => `probability of ${name}`),
    ],
    ...predictions.map(({ name, judged, given, predicted, probabilities }) => [
      name,
      judged === 'test' ? 'test set' : 'cross-validation',
      classNames[given] ?? null,
      classNames[predicted] ?? null,
      given === predicted ? 'yes' : 'no',
      probabilities[predicted] ?? null,
      ...classNames.map((_name, c) => probabilities[c] ?? null),
    ]),
  ];
}

function classRows(classNames: readonly string[], { perClass, macro }: ClassFigures): Cell[][] {
  return [
    ['class', 'precision', 'recall', 'F1', 'images'],
    ...perClass.map(({ precision, recall, f1, support }, c) => [
      classNames[c] ?? null,
      precision,
      recall,
      f1,
      support,
    ]),
    [
      'macro average',
      macro.precision,
      macro.recall,
      macro.f1,
      perClass.reduce((sum, { support }) => sum + support, 0),
    ],
  ];
}

function confusionRows(
  classNames: readonly string[],
  confusion: readonly (readonly number[])[],
): Cell[][] {
  return [
    ['class / taken for', ...classNames],
    ...confusion.map((row, c) => [classNames[c] ?? null, ...row]),
  ];
}
