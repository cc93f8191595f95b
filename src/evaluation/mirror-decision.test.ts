import { expect, it } from 'vitest';
import { mirrorImagesHelp } from './mirror-decision.ts';

/** Of 40 pictures in each class, how many were right; the others went to the next class. */
const judged = (right: number[], loss: number) => ({
  confusion: right.map((count, c) =>
    right.map((_, other) => {
      if (other === c) return count;
      return other === (c + 1) % right.length ? 40 - count : 0;
    }),
  ),
  loss,
});

it.each([
  ['more come out right', judged([30, 30], 0.5), judged([33, 31], 0.6), true],
  ['fewer come out right', judged([30, 30], 0.5), judged([29, 30], 0.4), false],
  ['as many are right, at a lower loss', judged([30, 30], 0.5), judged([31, 29], 0.4), true],
  ['as many are right, at the same loss', judged([30, 30], 0.5), judged([30, 30], 0.5), false],
  ['one class pays for the others', judged([30, 30, 38], 0.5), judged([40, 40, 30], 0.4), false],
])('%s', (_name, without, withMirror, wanted) => {
  expect(mirrorImagesHelp(without, withMirror)).toBe(wanted);
});
