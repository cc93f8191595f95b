import { expect, it } from 'vitest';
import { sampleOf } from '../../../tests/support/judged-model.ts';
import type { Sample } from '../../project/types.ts';
import type { Hint } from './hint.ts';
import { hintWords } from './hint-words.ts';

const name = (id: string) => `“${id}”`;
const doubtful = (chances: number[]): Hint => ({
  kind: 'wrong-labels',
  keys: [],
  pictures: chances.map((chance, at) => ({ sample: sampleOf(`${at}`, 'a'), likely: 'b', chance })),
  expectedWrong: chances.reduce((sum, chance) => sum + chance, 0),
});

it('says how many wrong labels to expect', () => {
  const twelve = hintWords(doubtful(Array(12).fill(0.75)), name);
  expect(twelve.title).toBe('12 images may be in the wrong class');
  expect(twelve.why).toMatch(/^Expect about 9 of them to be\./);
  const one = hintWords(doubtful([0.8]), name);
  expect(one.title).toBe('1 image may be in the wrong class');
  expect(one.why).toMatch(/^The chance that it is: about 80\s%\./);
  expect(hintWords(doubtful([0.1, 0.2]), name).why).toMatch(/^Expect hardly one of them/);
});

it('tells what is nearly the same from what may only be of one recording', () => {
  const frame = (id: string) => ({ ...sampleOf(id, 'a'), burstId: 'x' });
  const title = (tested: Sample[], trained: Sample[]) =>
    hintWords({ kind: 'test-leaks', keys: [], leaks: [{ tested, trained }] }, name).title;
  expect(title([sampleOf('t', 'a')], [frame('s')])).toBe(
    '1 test image is nearly the same as an image to train on',
  );
  expect(title([frame('t'), frame('u')], [frame('s')])).toBe(
    '2 test images are nearly the same as an image to train on, or of the same recording',
  );
});

it('names the classes and their sizes', () => {
  const small = [
    { classId: 'a', images: 6 },
    { classId: 'b', images: 1 },
  ];
  const many = hintWords({ kind: 'imbalance', keys: [], small, typical: 60 }, name);
  expect(many.title).toBe('2 classes have far fewer images than the others');
  expect(many.why).toMatch(/^“a” has 6, “b” has 1; others have about 60\./);
  const few = hintWords({ kind: 'few', keys: [], small: small.slice(0, 1) }, name);
  expect(few.title).toMatch(/^“a” has too few images/);
});
