import { describe, expect, it } from 'vitest';
import { meanSimilarity, similarity } from '../head/known-pictures.ts';
import { createPace } from '../head/pace.ts';
import { normal, seededRandom } from '../head/random.ts';
import { judgeKnown, type OwnPictures, shareRefused, thresholdFor } from './judge-known.ts';

const FEATURES = 64;
const pace = createPace(new AbortController().signal);

/** Classes about directions of their own; rows of one group are nearly the same picture. */
function pictures(counts: number[], ofGroup = 1, seed = 1): OwnPictures {
  const random = seededRandom(seed);
  const centres = counts.map(() => Float32Array.from({ length: FEATURES }, () => normal(random)));
  const labels = Int32Array.from(counts.flatMap((count, c) => new Array<number>(count).fill(c)));
  const values = new Float32Array(labels.length * FEATURES);
  const groups = new Int32Array(labels.length);
  let shown = new Float32Array(FEATURES);
  labels.forEach((label, row) => {
    const first = row === 0 || label !== labels[row - 1] || row % ofGroup === 0;
    groups[row] = first ? row : groups[row - 1];
    if (first) shown = centres[label].map((value) => value + 0.7 * normal(random));
    values.set(
      shown.map((value) => value + 0.05 * normal(random)),
      row * FEATURES,
    );
  });
  const embeddings = { rows: labels.length, cols: FEATURES, values };
  return { classes: counts.length, embeddings, labels, groups, folds: null };
}

async function judged(of: OwnPictures) {
  const result = await judgeKnown(of, pace);
  if (!result) throw new Error('nothing to compare with');
  return result;
}

describe('the threshold', () => {
  it('accepts 95 % of the pictures that it was found on, and of new ones about as many', async () => {
    const both = pictures([200, 200]);
    const half = {
      ...both,
      labels: both.labels.filter((_, row) => row % 2 === 0),
      groups: both.groups.filter((_, row) => row % 2 === 0),
      embeddings: {
        ...both.embeddings,
        rows: 200,
        values: both.embeddings.values.filter((_, at) => Math.floor(at / FEATURES) % 2 === 0),
      },
    };
    const { known, own } = await judged(half);
    expect(known.threshold).toBe(known.usual);
    expect(shareRefused(own, known.threshold)).toBe(0.05);
    const fresh = Array.from({ length: 200 }, (_, i) => {
      const row = 2 * i + 1;
      const { values } = both.embeddings;
      return similarity(known.prototypes, values.subarray(row * FEATURES, (row + 1) * FEATURES));
    });
    const accepted = fresh.filter((one) => one >= known.threshold).length / 200;
    expect(accepted).toBeGreaterThan(0.9);
    expect(accepted).toBeLessThan(0.99);
  });

  it('is not raised by frames of one burst that know each other', async () => {
    const bursts = pictures([60, 60], 10);
    const honest = await judged(bursts);
    const naive = await judged({ ...bursts, groups: Int32Array.from(bursts.labels.keys()) });
    expect(honest.known.threshold).toBeLessThan(naive.known.threshold - 0.03);
  });

  it('is found with pictures of other folds only', async () => {
    const alone = pictures([6, 6]);
    const folds = Int32Array.from({ length: 12 }, (_, row) => row % 2);
    const { known, own } = await judged({ ...alone, folds });
    const { prototypes } = known;
    const { values } = alone.embeddings;
    const byHand = Array.from({ length: 12 }, (_, row) => {
      const cosines = Float64Array.from({ length: 12 }, (_, other) => {
        const one = {
          ...prototypes,
          counts: [1],
          steps: prototypes.steps.slice(other * FEATURES, (other + 1) * FEATURES),
          lengths: prototypes.lengths.slice(other, other + 1),
        };
        return similarity(one, values.subarray(row * FEATURES, (row + 1) * FEATURES));
      });
      return meanSimilarity([6, 6], cosines, (other) => other % 2 !== row % 2) ?? 0;
    }).sort((a, b) => a - b);
    own.forEach((one, at) => {
      expect(one).toBeCloseTo(byHand[at], 6);
    });
    expect(known.least).toBe(own[0]);
  });

  it('leaves out a class that was only shown in one burst', async () => {
    const mixed = pictures([20, 20]);
    const groups = mixed.groups.map((group, row) => (mixed.labels[row] === 1 ? 1000 : group));
    const { own, known } = await judged({ ...mixed, groups });
    expect(own).toHaveLength(20);
    expect(known.prototypes.counts).toEqual([20, 20]);
  });

  it('comes from the other class where each was only shown in one burst', async () => {
    const two = pictures([20, 20]);
    const { own } = await judged({ ...two, groups: two.labels });
    const apart = await judged(two);
    expect(own).toHaveLength(40);
    expect(own[39]).toBeLessThan(apart.known.least);
  });

  it('is not to be had from a single burst', async () => {
    const one = pictures([10]);
    expect(await judgeKnown({ ...one, groups: one.labels }, pace)).toBeNull();
  });
});

describe('prototypes', () => {
  it('are all pictures where they are few', async () => {
    const { known } = await judged(pictures([5, 60]));
    expect(known.prototypes.counts).toEqual([5, 60]);
  });

  it('are chosen where there are many, from all bursts alike, the same ones each time', async () => {
    const many = pictures([300, 10], 5);
    const first = await judged(many);
    expect(first.known.prototypes.counts).toEqual([60, 10]);
    expect(first).toEqual(await judged(many));
    expect(first.own).toHaveLength(310);
  });

  it('are fewer of each class where there are many classes', async () => {
    const { known } = await judged(pictures(new Array<number>(30).fill(25)));
    expect(known.prototypes.counts).toEqual(new Array<number>(30).fill(20));
  });
});

describe('the slider', () => {
  const own = Float32Array.of(0.1, 0.2, 0.2, 0.4, 0.5);

  it('says what share of the own pictures a threshold refuses', () => {
    expect([0, 0.1, 0.2, 0.3, 0.5, 1].map((at) => shareRefused(own, Math.fround(at)))).toEqual([
      0, 0, 0.2, 0.6, 0.8, 1,
    ]);
  });

  it('finds the threshold for a share', () => {
    expect(thresholdFor(own, 0)).toBe(own[0]);
    expect(thresholdFor(own, 0.19)).toBe(own[0]);
    expect(thresholdFor(own, 0.2)).toBe(own[1]);
    expect(thresholdFor(own, 1)).toBe(own[4]);
  });
});
