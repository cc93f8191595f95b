import { classFigures } from '../../src/evaluation/class-figures.ts';
import { wilsonInterval } from '../../src/evaluation/interval.ts';
import { reliability } from '../../src/evaluation/reliability.ts';
import type { ReportData } from '../../src/exporters/report/types.ts';
import { seededRandom } from '../../src/head/random.ts';

/** A plausible report of pictures that nobody took: `perClass` of each class, one in eight mistaken. */
export function reportCase(classNames: string[], perClass: number): ReportData {
  const random = seededRandom(classNames.length);
  const classes = classNames.length;
  const predictions = classNames.flatMap((_name, given) =>
    Array.from({ length: perClass }, (_, index) => {
      const wrong = random() < 0.125;
      const predicted = wrong
        ? (given + 1 + Math.floor(random() * (classes - 1))) % classes
        : given;
      const confidence = wrong ? 0.4 + 0.4 * random() : 1 - 0.5 * random() ** 2;
      return {
        name: `image-${given}-${index}.jpg`,
        judged: 'fold' as const,
        given,
        predicted,
        probabilities: classNames.map((_other, c) =>
          c === predicted ? confidence : (1 - confidence) / (classes - 1),
        ),
      };
    }),
  );
  const confusion = classNames.map((_name, given) =>
    classNames.map(
      (_other, c) => predictions.filter((one) => one.given === given && one.predicted === c).length,
    ),
  );
  const total = predictions.length;
  const right = predictions.filter(({ given, predicted }) => given === predicted);
  const accuracy = right.length / total;
  const testConfusion = classNames.map((_name, given) =>
    classNames.map((_other, c) =>
      given === c ? 2 - Number(given === 0) : Number(c === 1 && given === 0),
    ),
  );
  return {
    project: 'Pets',
    date: '2026-11-24T09:30:00.000Z',
    trainedAt: '2026-11-24T09:12:00.000Z',
    backbone: 'MobileNetV2 0.35',
    head: 'linear',
    classNames,
    followed: false,
    judged: {
      folds: 5,
      total,
      correct: right.length,
      accuracy,
      interval: wilsonInterval(accuracy, total),
      confusion,
      perClass: classFigures(confusion),
      reliability: reliability(
        Float64Array.from(predictions.flatMap(({ probabilities }) => probabilities)),
        Int32Array.from(predictions, ({ given }) => given),
        classes,
      ),
    },
    learningCurve: {
      points: [0.7, 0.79, 0.845, 0.88].map((share, at) => ({
        samples: 0.1 * total * 2 ** at,
        perClass: 0.1 * perClass * 2 ** at,
        accuracy: share,
        interval: wilsonInterval(share, total),
      })),
      moreWouldHelp: 'yes',
      projected: 0.903,
    },
    testSet: {
      total: 2 * classes,
      correct: 2 * classes - 1,
      accuracy: (2 * classes - 1) / (2 * classes),
      interval: wilsonInterval((2 * classes - 1) / (2 * classes), 2 * classes),
      confusion: testConfusion,
      perClass: classFigures(testConfusion),
      reliability: {
        bins: [
          {
            low: 0.6,
            high: 1,
            count: 2 * classes,
            confidence: 0.9,
            accuracy: (2 * classes - 1) / (2 * classes),
          },
        ],
        expectedCalibrationError: Math.abs(0.9 - (2 * classes - 1) / (2 * classes)),
      },
    },
    mistakes: predictions
      .filter(({ given, predicted }) => given !== predicted)
      .map(({ name, given, predicted, probabilities }) => ({
        name,
        given,
        predicted,
        confidence: probabilities[predicted] ?? 0,
        jpeg: null,
      })),
    predictions,
  };
}
