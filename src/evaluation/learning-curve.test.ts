import { describe, expect, it } from 'vitest';
import { createPace } from '../head/pace.ts';
import { normal, seededRandom } from '../head/random.ts';
import type { TrainingSet } from '../head/types.ts';
import { dealFolds } from './folds.ts';
import { judgeLinear } from './judge-linear.ts';
import { learningCurve } from './learning-curve.ts';

const pace = createPace(new AbortController().signal);

/** Clouds around means that stand `apart`; `burst` copies of each picture, nearly the same. */
function clouds(
  {
    counts,
    features,
    apart,
    burst = 1,
  }: { counts: number[]; features: number; apart: number; burst?: number },
  seed: number,
): TrainingSet {
  const random = seededRandom(seed);
  const scale = apart / Math.sqrt(2 * features);
  const means = counts.map(() =>
    Array.from({ length: features }, () => 3 + scale * normal(random)),
  );
  const labels: number[] = [];
  const groups: number[] = [];
  const values: number[] = [];
  counts.forEach((count, c) => {
    for (let picture = 0; picture < count; picture++) {
      const original = means[c].map((x) => x + normal(random));
      for (let frame = 0; frame < burst; frame++) {
        labels.push(c);
        groups.push(1e6 * c + picture);
        values.push(...original.map((x) => x + 0.05 * normal(random)));
      }
    }
  });
  return {
    classes: counts.length,
    embeddings: { rows: labels.length, cols: features, values: Float32Array.from(values) },
    mirrored: null,
    labels: Int32Array.from(labels),
    groups: Int32Array.from(groups),
  };
}

async function curveOf(set: TrainingSet) {
  const curve = await learningCurve(set, pace, () => {});
  if (!curve) throw new Error('no curve');
  return curve;
}

describe.each([
  ['fewer rows than features', { counts: [60, 60, 60], features: 200, apart: 5 }],
  ['more rows than features', { counts: [200, 200, 200], features: 40, apart: 3 }],
] as const)('with %s', (_name, { counts, features, apart }) => {
  const set = clouds({ counts: [...counts], features, apart }, 1);

  it('rises in doublings', async () => {
    const { points } = await curveOf(set);
    expect(points).toHaveLength(4);
    points.slice(1).forEach(({ samples }, at) => {
      expect(samples / points[at].samples).toBeCloseTo(2, 0);
    });
    expect(points[3].samples).toBeCloseTo(0.8 * set.labels.length, -1);
    expect(points[3].perClass).toBe(points[3].samples / 3);
    expect(points[3].accuracy).toBeGreaterThan(points[0].accuracy + 0.03);
    for (const { accuracy, interval } of points) {
      expect(interval.low).toBeLessThan(accuracy);
      expect(interval.high).toBeGreaterThan(accuracy);
    }
  });

  it('is the same for the same pictures', async () => {
    expect(await curveOf(set)).toEqual(await curveOf(set));
  });

  it('says how far it is', async () => {
    const seen: number[] = [];
    await learningCurve(set, pace, (fraction) => seen.push(fraction));
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen[seen.length - 1]).toBeCloseTo(1, 10);
  });
});

describe('learningCurve', () => {
  it('ends in the accuracy of the cross-validation', async () => {
    const set = clouds({ counts: [40, 25, 30], features: 150, apart: 4 }, 2);
    const folds = dealFolds(set.labels, set.groups, 3);
    if (!folds) throw new Error('no folds');
    const { run } = await judgeLinear(set, folds, pace, () => {});
    const right = run.confusion.reduce((sum, row, c) => sum + row[c], 0);
    const { points } = await curveOf(set);
    expect(points[points.length - 1].accuracy).toBeCloseTo(right / 95, 10);
  });

  it('foresees roughly what twice the pictures bring', async () => {
    const task = { features: 100, apart: 3.2 };
    const answers: string[] = [];
    for (const seed of [3, 13, 23]) {
      const small = await curveOf(clouds({ counts: [120, 120], ...task }, seed));
      // The same two clouds: half of what is left of 480 is twice what is left of 120.
      const large = await curveOf(clouds({ counts: [480, 480], ...task }, seed));
      answers.push(small.moreWouldHelp);
      expect(large.points[2].samples).toBeCloseTo(2 * small.points[3].samples, -1);
      expect(small.projected).toBeGreaterThan(small.points[3].accuracy - 0.02);
      expect(Math.abs((small.projected ?? 0) - large.points[2].accuracy)).toBeLessThan(0.05);
    }
    expect(answers).toContain('yes');
    expect(answers).not.toContain('little');
  });

  it('says that little is left where all is right', async () => {
    const curve = await curveOf(clouds({ counts: [50, 50], features: 120, apart: 14 }, 4));
    expect(curve.points[curve.points.length - 1].accuracy).toBe(1);
    expect(curve.moreWouldHelp).toBe('little');
    expect(curve.projected).toBeNull();
  });

  it('counts a burst once in its intervals, and teaches whole ones', async () => {
    const curve = await curveOf(clouds({ counts: [16, 16], features: 200, apart: 4, burst: 6 }, 5));
    const single = await curveOf(clouds({ counts: [96, 96], features: 200, apart: 4 }, 5));
    const width = ({ points }: typeof curve) => points[2].interval.high - points[2].interval.low;
    expect(width(curve)).toBeGreaterThan(1.5 * width(single));
  });

  it('works with a handful, and has none where nothing can be left out', async () => {
    const few = await curveOf(clouds({ counts: [4, 5, 9], features: 60, apart: 6 }, 6));
    expect(few.moreWouldHelp).toBe('unclear');
    expect(few.points.length).toBeGreaterThan(1);
    const one = clouds({ counts: [1, 9], features: 60, apart: 6 }, 7);
    expect(await learningCurve(one, pace, () => {})).toBeNull();
    const pairs = clouds({ counts: [2, 2], features: 60, apart: 6 }, 8);
    expect(await learningCurve(pairs, pace, () => {})).toBeNull();
  });

  it.each([2, 3, 5, 8])(
    'works with %i bursts of each class, more rows than features',
    async (bursts) => {
      const set = clouds({ counts: [bursts, bursts], features: 6, apart: 9, burst: 30 }, bursts);
      const curve = await learningCurve(set, pace, () => {});
      // Two bursts leave one to learn from, and that is no curve.
      expect(curve === null).toBe(bursts === 2);
      for (const { accuracy } of curve?.points ?? []) expect(accuracy).toBeGreaterThan(0.5);
    },
  );

  it('judges thousands by one fold', async () => {
    const { points } = await curveOf(clouds({ counts: [2600, 2600], features: 8, apart: 3 }, 10));
    expect(points.map(({ samples }) => samples)).toEqual([520, 1040, 2080, 4160]);
    const { low, high } = points[3].interval;
    // Of about a thousand pictures, counted for four fifths: 2 · 1.96 · √(p(1 − p) / 832).
    const { accuracy } = points[3];
    expect(high - low).toBeCloseTo(3.92 * Math.sqrt((accuracy * (1 - accuracy)) / 832), 2);
  });

  it('is cancelled', async () => {
    const controller = new AbortController();
    const set = clouds({ counts: [30, 30], features: 100, apart: 4 }, 9);
    const running = learningCurve(set, createPace(controller.signal), () => controller.abort());
    await expect(running).rejects.toThrow();
  });
});
