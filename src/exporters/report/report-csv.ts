import { type Calibration, calibration, ENOUGH_TO_JUDGE } from '../../evaluation/calibration.ts';
import type { ClassFigures } from '../../evaluation/class-figures.ts';
import type { LearningCurve } from '../../evaluation/learning-curve.ts';
import type { ArchiveFile } from '../types.ts';
import { type Cell, csvFile } from './csv.ts';
import { HEAD_NAMES } from './head-names.ts';
import type { ReportData, ReportSet } from './types.ts';

/**
 * The report's numbers as tables, one file each. All shares are between 0 and 1; a figure that is
 * not defined is an empty cell. What there is none of has no file: a learning curve, a test set, or
 * figures out of fold.
 */
export function reportCsv(report: ReportData): ArchiveFile[] {
  const { classNames, judged, learningCurve, testSet } = report;
  return [
    csvFile('summary.csv', summaryRows(report)),
    csvFile('predictions.csv', predictionRows(report)),
    ...(judged ? setFiles('', judged, classNames) : []),
    ...(testSet ? setFiles('test-set-', testSet, classNames) : []),
    ...(learningCurve ? [csvFile('learning-curve.csv', curveRows(learningCurve))] : []),
  ];
}

function setFiles(
  prefix: string,
  { perClass, confusion, reliability }: ReportSet,
  classNames: readonly string[],
): ArchiveFile[] {
  return [
    csvFile(`${prefix}classes.csv`, classRows(classNames, perClass)),
    csvFile(`${prefix}confusion.csv`, confusionRows(classNames, confusion)),
    csvFile(`${prefix}reliability.csv`, [
      ['from', 'to', 'images', 'mean confidence', 'accuracy'],
      ...reliability.bins.map(({ low, high, count, confidence, accuracy }) => [
        low,
        high,
        count,
        confidence,
        accuracy,
      ]),
    ]),
  ];
}

function curveRows({ points }: LearningCurve): Cell[][] {
  return [
    [
      'images learned from (mean of the folds)',
      'per class',
      'accuracy',
      '95 % interval from',
      'to',
    ],
    ...points.map(({ samples, perClass, accuracy, interval }) => [
      samples,
      perClass,
      accuracy,
      interval.low,
      interval.high,
    ]),
  ];
}

function summaryRows(report: ReportData): Cell[][] {
  const { judged, testSet } = report;
  return [
    ['figure', 'value'],
    ['project', report.project],
    ['report made', report.date],
    ['model trained', report.trainedAt],
    ['model has followed its images since it was judged', report.followed ? 'yes' : 'no'],
    ['base network', report.backbone],
    ['head', HEAD_NAMES[report.head]],
    ...(judged
      ? [['images judged', judged.total], ['folds', judged.folds], ...setRows('', judged)]
      : []),
    ...(testSet ? [['test set: images', testSet.total], ...setRows('test set: ', testSet)] : []),
  ];
}

function setRows(
  prefix: string,
  { accuracy, interval, perClass, reliability }: ReportSet,
): Cell[][] {
  const { error, byChance, verdict } = calibration(reliability);
  const rows: Cell[][] = [
    ['accuracy', accuracy],
    ['accuracy: 95 % interval from', interval.low],
    ['accuracy: 95 % interval to', interval.high],
    ['balanced accuracy', perClass.balancedAccuracy],
    ['macro precision', perClass.macro.precision],
    ['macro recall', perClass.macro.recall],
    ['macro F1', perClass.macro.f1],
    ['expected calibration error', error],
    ['expected calibration error by chance alone', byChance],
    ['calibration', VERDICTS[verdict]],
  ];
  return rows.map(([figure, value]) => [`${prefix}${figure}`, value]);
}

const VERDICTS: Record<Calibration['verdict'], string> = {
  'too-few': `fewer than ${ENOUGH_TO_JUDGE} images: too few to tell`,
  honest: 'off by no more than chance',
  uneven: 'right on the whole but now too sure and now too modest',
  'too-sure': 'too sure of itself',
  'too-modest': 'right more often than it says',
};

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
