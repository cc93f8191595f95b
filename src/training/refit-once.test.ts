import { expect, it } from 'vitest';
import { groupsAsJudged } from './refit-once.ts';

it('keeps the groups that the training found, and puts new frames to their burst', () => {
  const row = (sampleId: string, group: number) => ({ sampleId, label: 0, group });
  const judged = {
    sampleIds: ['a', 'b', 'c'],
    labels: new Int32Array(3),
    // a and b show nearly the same.
    groups: Int32Array.of(4, 4, 7),
    folds: new Int32Array(3),
    probabilities: new Float32Array(6),
  };
  const rows = [row('a', 0), row('b', 1), row('c', 2), row('d', 2), row('e', 3), row('f', 3)];
  const [a, b, c, d, e, f] = groupsAsJudged(rows, judged);
  expect([a, b, c, d]).toEqual([4, 4, 7, 7]);
  expect(e).toBe(f);
  expect([4, 7]).not.toContain(e);
  expect([...groupsAsJudged(rows, null)]).toHaveLength(6);
});
