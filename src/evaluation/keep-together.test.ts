import { expect, it } from 'vitest';
import { createPace } from '../head/pace.ts';
import { normal, seededRandom } from '../head/random.ts';
import { keepTogether } from './keep-together.ts';

const FEATURES = 100;
const pace = createPace(new AbortController().signal);
const random = seededRandom(1);
const scene = () => Array.from({ length: FEATURES }, () => Math.abs(normal(random)));
const frame = (of: number[]) => of.map((x) => Math.max(0, x + 0.05 * normal(random)));

function together(rows: number[][], labels: number[], groups: number[]) {
  const values = Float32Array.from(rows.flat());
  return keepTogether(
    {
      classes: Math.max(...labels) + 1,
      embeddings: { rows: rows.length, cols: FEATURES, values },
      mirrored: null,
      labels: Int32Array.from(labels),
      groups: Int32Array.from(groups),
    },
    pace,
  );
}

it('joins near-duplicates, with the bursts they belong to', async () => {
  const scenes = Array.from({ length: 9 }, scene);
  const twin = frame(scenes[1] ?? []);
  const copy = [...(scenes[7] ?? [])];
  const groups = await together(
    [...scenes, twin, copy],
    [0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 1],
    [4, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
  );
  expect([...groups]).toEqual([4, 4, 5, 6, 7, 8, 9, 10, 11, 4, 10]);
});

it('leaves a class that always shows the same as it was given, and joins the others', async () => {
  const table = scene();
  const scenes = Array.from({ length: 6 }, scene);
  const rows = [
    ...Array.from({ length: 6 }, () => frame(table)),
    ...scenes.flatMap((one) => [one, frame(one)]),
  ];
  const labels = rows.map((_, row) => (row < 6 ? 0 : 1));
  const groups = await together(rows, labels, [...rows.keys()]);
  expect([...groups]).toEqual([0, 1, 2, 3, 4, 5, 6, 6, 8, 8, 10, 10, 12, 12, 14, 14, 16, 16]);
});
