import { expect, test } from 'vitest';
import { mistakeCountWords } from './mistake-words.ts';

const none = { total: 0, wrong: 0 };
const by = 'taken for another class by a model that had not seen';

test('mistakes in numbers: of training and of test images, each where there are any', () => {
  expect(mistakeCountWords({ total: 42, wrong: 12 }, none)).toBe(
    `12 images of 42 were ${by} them.`,
  );
  expect(mistakeCountWords({ total: 42, wrong: 1 }, none)).toBe(`1 image of 42 was ${by} it.`);
  expect(mistakeCountWords(none, { total: 6, wrong: 0 })).toBe(
    `0 test images of 6 were ${by} them.`,
  );
  expect(mistakeCountWords({ total: 54, wrong: 14 }, { total: 6, wrong: 1 })).toBe(
    `14 training images of 54 and 1 test image of 6 were ${by} them.`,
  );
});
