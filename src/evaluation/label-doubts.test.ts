import { expect, it } from 'vitest';
import { createPace } from '../head/pace.ts';
import { normal, seededRandom } from '../head/random.ts';
import type { TrainingSet } from '../head/types.ts';
import { labelDoubts } from './label-doubts.ts';
import { trainHead } from './train.ts';

const signal = new AbortController().signal;

/** Clouds about random centres `distance` apart. */
function clouds(classes: number, each: number, distance: number): TrainingSet {
  const random = seededRandom(classes);
  const cols = 40;
  const centres = Float64Array.from({ length: classes * cols }, () => normal(random));
  const labels = Int32Array.from({ length: classes * each }, (_, row) => row % classes);
  const values = Float32Array.from({ length: labels.length * cols }, (_, at) => {
    const centre = centres[labels[Math.floor(at / cols)] * cols + (at % cols)];
    return (distance * centre) / Math.sqrt(2 * cols) + normal(random);
  });
  const embeddings = { rows: labels.length, cols, values };
  return { classes, embeddings, mirrored: null, labels, groups: Int32Array.from(labels.keys()) };
}

async function doubtsOf(set: TrainingSet) {
  const trained = await trainHead(set, { kind: 'linear' }, { signal, onProgress: () => undefined });
  if (!trained.ok || trained.value.outOfFold === null) throw new Error('not trained');
  return labelDoubts(set, trained.value.outOfFold, createPace(signal));
}

it.each([2, 6])(
  'names the swapped ones of %i classes, and what they look like',
  async (classes) => {
    const set = clouds(classes, 30, 7);
    const swapped = [3, 50, 41];
    const labels = set.labels.slice();
    for (const row of swapped) labels[row] = (labels[row] + 1) % classes;
    const { suspects, expectedWrong } = await doubtsOf({ ...set, labels });
    const first = suspects.slice(0, 3);
    expect(first.map(({ row }) => row).sort((a, b) => a - b)).toEqual([3, 41, 50]);
    for (const { row, given, likely } of first) {
      expect([given, likely]).toEqual([labels[row], set.labels[row]]);
    }
    const chances = suspects.map(({ chance }) => chance);
    expect(chances).toEqual([...chances].sort((a, b) => b - a));
    expect(Math.abs(expectedWrong - 3)).toBeLessThan(1);
    expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(expectedWrong, 12);
  },
);

it('suspects next to nothing where labels are right, however hard the classes', async () => {
  for (const distance of [7, 3, 1]) {
    const { suspects, expectedWrong } = await doubtsOf(clouds(2, 40, distance));
    expect(expectedWrong).toBeLessThan(1);
    expect(suspects.length).toBeLessThan(6);
  }
});

it('can be cancelled', async () => {
  const set = clouds(2, 10, 7);
  const { labels } = set;
  const outOfFold = {
    probabilities: new Float64Array(2 * labels.length).fill(0.5),
    folds: labels.map((_, row) => (row >> 1) % 2),
  };
  const stopped = createPace(AbortSignal.abort());
  await expect(labelDoubts(set, outOfFold, stopped)).rejects.toThrow('aborted');
});
