import { expect, it } from 'vitest';
import { imbalance } from './balance.ts';

it.each([
  ['even classes', [30, 30, 30], []],
  ['a third of the others is just enough', [10, 30, 30], []],
  ['less than a third', [9, 30, 30], [{ class: 0, samples: 9, typical: 30 }]],
  ['one huge class does not make the others small', [30, 28, 400, 31, 25], []],
  ['of two classes the larger one is typical', [40, 10], [{ class: 1, samples: 10, typical: 40 }]],
  [
    'several small ones',
    [5, 60, 0, 50, 55],
    [
      { class: 0, samples: 5, typical: 50 },
      { class: 2, samples: 0, typical: 50 },
    ],
  ],
  ['no classes', [], []],
])('%s', (_what, samples, found) => {
  expect(imbalance(samples)).toEqual(found);
});
