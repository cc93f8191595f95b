import { type LabelledRows, trainHiddenLayer } from '../head/hidden-layer.ts';
import type { Pace } from '../head/pace.ts';
import { logits } from '../head/predict.ts';
import type {
  EpochFigures,
  HiddenHead,
  HiddenLayerOptions,
  Matrix,
  TrainingSet,
} from '../head/types.ts';
import { crossValidate, evaluationOf } from './cross-validate.ts';
import { dealFolds, type Folds, rowsWithoutFold } from './folds.ts';
import { judgeLinear } from './judge-linear.ts';
import { unjudgedTemperature } from './temperature.ts';
import type { TrainedHead, TrainingProgress } from './types.ts';

/** Share of the work that the linear head's verdict on mirror images takes; little beside training. */
const VERDICT = 0.02;

/**
 * The head with a hidden layer: trained once without each fold, then on everything. The curve
 * that is shown is that of the first training, because only that one has pictures left out to be
 * judged by; the final one has seen them all. Whether mirror images help is read off the linear
 * head, for which the answer costs milliseconds.
 */
export async function trainHidden(
  set: TrainingSet,
  options: HiddenLayerOptions,
  pace: Pace,
  onProgress: (progress: TrainingProgress) => void,
): Promise<TrainedHead> {
  const { classes, labels, embeddings } = set;
  const everything = Int32Array.from(labels.keys());
  const folds = dealFolds(labels, set.groups, classes);
  const mirrorImagesUsed =
    folds !== null && set.mirrored !== null && (await mirrorVerdict(set, folds, pace, onProgress));

  const trainings = folds ? folds.count + 1 : 1;
  let finished = 0;
  const train = async (
    rows: Int32Array,
    heldOut: LabelledRows | null,
    phase: TrainingProgress['phase'],
  ): Promise<HiddenHead> => {
    const fractionAt = (epoch: number) =>
      VERDICT + ((1 - VERDICT) * (finished + epoch / options.epochs)) / trainings;
    const head = await trainHiddenLayer({
      classes,
      training: trainingRows(set, rows, mirrorImagesUsed),
      heldOut,
      options,
      seed: finished,
      pace,
      onEpoch: (epoch) => {
        if (phase !== 'epoch') onProgress({ phase, fraction: fractionAt(epoch) });
      },
      onFigures:
        phase === 'epoch'
          ? (figures: EpochFigures) =>
              onProgress({ phase, fraction: fractionAt(figures.epoch), figures })
          : null,
    });
    finished++;
    return head;
  };

  if (!folds) {
    const head = await train(everything, null, 'epoch');
    const answers = logits(head, embeddings);
    const temperature = unjudgedTemperature(answers, labels, classes);
    return {
      head: withTemperature(head, temperature),
      evaluation: { method: 'none', reason: 'too-few-samples' },
      outOfFold: null,
      temperature: null,
    };
  }
  const run = await crossValidate(set, folds, async (fold, rows) => {
    const heldOut = { embeddings: pickRows([embeddings], rows), labels: pick(labels, rows) };
    const phase = fold === 0 ? 'epoch' : 'cross-validation';
    const head = await train(rowsWithoutFold(folds, fold), heldOut, phase);
    return logits(head, heldOut.embeddings);
  });
  const head = await train(everything, null, 'fitting');
  return {
    head: withTemperature(head, run.temperature),
    temperature: null,
    ...(await evaluationOf(set, folds, run, mirrorImagesUsed, pace)),
  };
}

async function mirrorVerdict(
  set: TrainingSet,
  folds: Folds,
  pace: Pace,
  onProgress: (progress: TrainingProgress) => void,
): Promise<boolean> {
  const verdict = await judgeLinear(set, folds, pace, (fraction) => {
    onProgress({ phase: 'cross-validation', fraction: VERDICT * fraction });
  });
  return verdict.mirrorImagesUsed;
}

function trainingRows(set: TrainingSet, rows: Int32Array, mirrorImages: boolean): LabelledRows {
  const labels = pick(set.labels, rows);
  return mirrorImages && set.mirrored
    ? {
        embeddings: pickRows([set.embeddings, set.mirrored], rows),
        labels: Int32Array.from([...labels, ...labels]),
      }
    : { embeddings: pickRows([set.embeddings], rows), labels };
}

function pick(values: Int32Array, rows: Int32Array): Int32Array {
  return rows.map((row) => values[row]);
}

/** The given rows of each matrix, one matrix below the other. */
function pickRows(matrices: readonly Matrix[], rows: Int32Array): Matrix {
  const { cols } = matrices[0];
  const values = new Float32Array(matrices.length * rows.length * cols);
  let at = 0;
  for (const matrix of matrices) {
    for (const row of rows) {
      values.set(matrix.values.subarray(row * cols, (row + 1) * cols), at);
      at += cols;
    }
  }
  return { rows: matrices.length * rows.length, cols, values };
}

function withTemperature(head: HiddenHead, temperature: number): HiddenHead {
  const cooler = (weight: number) => weight / temperature;
  return { ...head, kernel: head.kernel.map(cooler), bias: head.bias.map(cooler) };
}
