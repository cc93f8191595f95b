import { expect, it, vi } from 'vitest';
import { classesOf, modelOf } from '../../tests/support/judged-model.ts';
import { engine } from '../engine/engine.ts';
import { prototypesOf } from '../head/known-pictures.ts';
import { ok } from '../result.ts';
import { canRefit, groupsAsJudged, refitOnce } from './refit-once.ts';

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

it('keeps the order of the model’s outputs when the classes have been put in another', async () => {
  const model = { ...modelOf(['a', 'b', 'c'], { samplesPerClass: [1, 1, 1] }), temperature: 2 };
  const { head } = model;
  if (head.kind !== 'linear') throw new Error('linear');
  const refitted = { head, prototypes: prototypesOf(Float32Array.of(1), 1, [1]), milliseconds: 5 };
  const refit = vi.spyOn(engine, 'refit').mockResolvedValue(ok(refitted));
  const labels = [0, 0, 0, 1, 2, 2];
  const set = {
    classes: classesOf(['c', 'a', 'b']),
    rows: labels.map((label, at) => ({ sampleId: `s${at}`, label, group: label })),
    testRows: [],
    samplesPerClass: [3, 1, 2],
    signature: 'now',
  };
  expect(canRefit(model, set, 'abc')).toBe(true);
  const made = await refitOnce(model, set, new AbortController().signal);
  const [request] = refit.mock.calls[0] ?? [];
  expect(request?.classIds).toEqual(['a', 'b', 'c']);
  expect([...(request?.labels ?? [])]).toEqual([2, 2, 2, 0, 1, 1]);
  expect(made).toMatchObject({ ok: true, value: { classIds: ['a', 'b', 'c'] } });
  expect(made).toMatchObject({ value: { samplesPerClass: [1, 2, 3], signature: 'now' } });
  expect(canRefit(model, { ...set, classes: classesOf(['c', 'a', 'd']) }, 'abc')).toBe(false);
  expect(canRefit(model, { ...set, classes: classesOf(['c', 'a']) }, 'abc')).toBe(false);
});
