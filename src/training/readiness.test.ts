import { expect, test } from 'vitest';
import type { PictureClass, Sample } from '../project/types.ts';
import { readiness } from './readiness.ts';
import { trainingRows, unjudgeable } from './training-rows.ts';

const classOf = (id: string, enabled = true): PictureClass => ({
  id,
  name: id,
  order: 1,
  enabled,
  example: false,
  deletedAt: null,
});
const images = (count: number, burstId: string | null = null, testOnly = false): Sample[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${burstId}${testOnly ? 'test' : ''}${index}`,
    classId: '',
    burstId,
    name: '',
    type: 'image/png',
    width: 1,
    height: 1,
    addedAt: 0,
    testOnly,
    deletedAt: null,
  }));

test.each([
  ['nothing at all', [0, 0], { kind: 'no-images' }],
  ['one class filled', [5, 0], { kind: 'second-class-empty', className: 'b' }],
  [
    'few images',
    [12, 4],
    { kind: 'ready', hint: { kind: 'more-images', className: 'b', count: 6 } },
  ],
  ['enough', [12, 10], { kind: 'ready', hint: null }],
])('%s', (_, [a, b], expected) => {
  const classes = [classOf('a'), classOf('b')];
  expect(readiness(classes, { a: images(a), b: images(b) })).toEqual(expected);
});

test('a class that is switched off does not count', () => {
  const classes = [classOf('a'), classOf('b', false)];
  expect(readiness(classes, { a: images(9), b: images(9) })).toEqual({ kind: 'one-class' });
});

const tests = (count: number) => images(count, null, true);

test('images that are only tested do not count', () => {
  const classes = [classOf('a'), classOf('b')];
  expect(
    readiness(classes, { a: [...images(12), ...tests(3)], b: [...images(4), ...tests(9)] }),
  ).toEqual({ kind: 'ready', hint: { kind: 'more-images', className: 'b', count: 6 } });
  const onlyTests = { kind: 'only-tests', className: 'b' };
  expect(readiness(classes, { a: images(9), b: tests(9) })).toEqual(onlyTests);
  expect(readiness(classes, { a: [], b: tests(9) })).toEqual(onlyTests);
});

test('a class is judged by what there is to learn from', () => {
  const classes = [classOf('a'), classOf('b')];
  const samples = { a: [...images(9, 'burst'), ...tests(2)], b: images(2) };
  const model = { classIds: ['a', 'b'] };
  expect(unjudgeable(model, classes, samples)).toEqual(['a']);
});

test('frames of one burst share a group, uploads stand alone', () => {
  const rows = trainingRows([[...images(2, 'burst'), ...images(2)], images(1, 'other')]);
  expect(rows.map(({ label }) => label)).toEqual([0, 0, 0, 0, 1]);
  expect(rows.map(({ group }) => group)).toEqual([0, 0, 1, 2, 3]);
});
