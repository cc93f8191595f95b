import { expect, it } from 'vitest';
import { createPace } from '../head/pace.ts';
import { logits, winner } from '../head/predict.ts';
import { normal, seededRandom } from '../head/random.ts';
import type { TrainingSet } from '../head/types.ts';
import { trainHead } from './train.ts';
import { trainLinear } from './train-linear.ts';
import type { TrainedHead } from './types.ts';

const FEATURES = 300;
const BURSTS = 30;
const FRAMES = 8;

/** Features of a class, of the scene that a burst shows, and of its single frames. Embeddings are positive. */
function bursts(seed: number, count: number): TrainingSet {
  const random = seededRandom(seed);
  const noise = (size: number) => Array.from({ length: FEATURES }, () => size * normal(random));
  const frames = Array.from({ length: count }, (_, burst) => {
    const scene = noise(1).map((x, p) => x + (p < 6 ? (burst % 2 === 0 ? 0.6 : -0.6) : 0));
    return Array.from({ length: FRAMES }, () =>
      noise(0.25).map((x, p) => Math.max(0, x + (scene[p] ?? 0))),
    );
  }).flat();
  return {
    classes: 2,
    embeddings: { rows: frames.length, cols: FEATURES, values: Float32Array.from(frames.flat()) },
    mirrored: null,
    labels: Int32Array.from(frames, (_, row) => Math.floor(row / FRAMES) % 2),
    // Nobody told that they are bursts: frames of a video, uploaded one by one.
    groups: Int32Array.from(frames.keys()),
  };
}

function shareRight({ head }: TrainedHead, { embeddings, labels }: TrainingSet): number {
  const answers = logits(head, embeddings);
  return (
    labels.filter((label, row) => winner(answers, 2 * row, 2) === label).length / labels.length
  );
}

function intervalOf({ evaluation }: TrainedHead) {
  if (evaluation.method === 'none') throw new Error('no figures');
  return evaluation.interval;
}

it('thirty bursts of nearly equal frames are judged as thirty, where a naive split flatters', async () => {
  const { signal } = new AbortController();
  let honest = 0;
  let flattered = 0;
  for (let seed = 1; seed <= 10; seed++) {
    const set = bursts(seed, BURSTS);
    const trained = await trainHead(set, { kind: 'linear' }, { signal, onProgress: () => {} });
    if (!trained.ok) throw new Error('cancelled');
    const naive = await trainLinear(set, createPace(signal), () => {});
    const unseen = bursts(1000 + seed, 200);
    const accuracy = shareRight(trained.value, unseen);
    const { low, high } = intervalOf(trained.value);
    if (low <= accuracy && accuracy <= high) honest++;
    if (shareRight(naive, unseen) < intervalOf(naive).low) flattered++;
  }
  expect(honest).toBeGreaterThanOrEqual(9);
  expect(flattered).toBe(10);
});
