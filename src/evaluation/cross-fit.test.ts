import { describe, expect, it } from 'vitest';
import { createPace } from '../head/pace.ts';
import { softmax, winner } from '../head/predict.ts';
import { normal, seededRandom } from '../head/random.ts';
import { crossFitted } from './cross-fit.ts';
import { fitTemperature } from './temperature.ts';

const CLASSES = 2;
const FOLDS = 4;
const pace = createPace(new AbortController().signal);

/** Answers of two classes, one image in twelve wrong; every fourth row is of one fold. */
function answers(rows: number, groups = Int32Array.from({ length: rows }, (_, row) => row)) {
  const random = seededRandom(3);
  const labels = Int32Array.from({ length: rows }, (_, row) => Math.floor(row / FOLDS) % CLASSES);
  const logits = new Float64Array(CLASSES * rows).map(() => normal(random));
  labels.forEach((label, row) => {
    logits[CLASSES * row + label] += row % 12 === 5 ? -4 : 6;
  });
  const samples = { classes: CLASSES, labels, groups };
  const folds = { count: FOLDS, ofRow: labels.map((_, row) => row % FOLDS) };
  return { samples, folds, logits };
}

type Answers = ReturnType<typeof answers>;

/** Of the head, which is fitted on all of them; here a number of its own, to be told by. */
const OF_ALL = 7;

function fitted({ samples, folds, logits }: Answers): Promise<Float64Array> {
  return crossFitted(samples, folds, { logits, confusion: [], temperature: OF_ALL, loss: 0 }, pace);
}

const rowsOf = (values: Float64Array, wanted: (row: number) => boolean) =>
  values.filter((_, at) => wanted(Math.floor(at / CLASSES)));

describe('the temperature of a fold', () => {
  it('is fitted on the other folds', async () => {
    const given = answers(80);
    const probabilities = await fitted(given);
    for (let fold = 0; fold < FOLDS; fold++) {
      const others = (row: number) => row % FOLDS !== fold;
      const temperature = fitTemperature(
        rowsOf(given.logits, others),
        given.samples.labels.filter((_, row) => others(row)),
        CLASSES,
        60,
      );
      const own = rowsOf(given.logits, (row) => !others(row)).map((logit) => logit / temperature);
      expect(rowsOf(probabilities, (row) => !others(row))).toEqual(softmax(own, CLASSES));
    }
  });

  it('does not hear of its own answers, right or wrong', async () => {
    const before = answers(80);
    const turned = before.samples.labels.map((label, row) =>
      row % FOLDS === 0 ? 1 - label : label,
    );
    const after = { ...before, samples: { ...before.samples, labels: turned } };
    const first = (row: number) => row % FOLDS === 0;
    const [one, other] = [await fitted(before), await fitted(after)];
    expect(rowsOf(other, first)).toEqual(rowsOf(one, first));
    // The others' does: with mistakes in it they are less sure.
    const sureness = (values: Float64Array) =>
      Math.max(...rowsOf(values, (row) => row % FOLDS === 1));
    expect(sureness(other)).toBeLessThan(sureness(one) - 0.05);
  });

  it('is that of all where the others are too few independent pictures', async () => {
    const ofAll = ({ logits }: Answers) =>
      softmax(
        logits.map((logit) => logit / OF_ALL),
        CLASSES,
      );
    const few = answers(12);
    expect(await fitted(few)).toEqual(ofAll(few));
    const enough = answers(16);
    expect(await fitted(enough)).not.toEqual(ofAll(enough));
    // Eighty frames of twelve recordings.
    const bursts = answers(
      80,
      Int32Array.from({ length: 80 }, (_, row) => row % 12),
    );
    expect(await fitted(bursts)).toEqual(ofAll(bursts));
  });
});

it('leaves the winners as they are', async () => {
  const { logits, ...rest } = answers(80);
  const probabilities = await fitted({ logits, ...rest });
  for (let at = 0; at < logits.length; at += CLASSES) {
    expect(winner(probabilities, at, CLASSES)).toBe(winner(logits, at, CLASSES));
  }
});

it('can be cancelled', async () => {
  const controller = new AbortController();
  controller.abort(new Error('enough'));
  const { samples, folds, logits } = answers(80);
  const run = { logits, confusion: [], temperature: 1, loss: 0 };
  await expect(crossFitted(samples, folds, run, createPace(controller.signal))).rejects.toThrow(
    'enough',
  );
});
