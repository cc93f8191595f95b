import { expect, test } from 'vitest';
import { indexOf, nextTo } from './grid-focus.ts';

/** Shown as e d c b a. */
const samples = [...'abcde'].map((id) => ({ id }));
const without = (...ids: string[]) => new Set(ids);

test('the newest is shown first', () => {
  expect(['e', 'a', 'x', null].map((id) => indexOf(samples, id))).toEqual([0, 4, -1, -1]);
});

test('an image that stays keeps the keyboard', () => {
  expect(nextTo(samples, 1, without('e', 'c'))).toBe('d');
});

test('after one that goes comes the next older, else the next newer', () => {
  expect(nextTo(samples, 1, without('d'))).toBe('c');
  expect(nextTo(samples, 1, without('d', 'c'))).toBe('b');
  expect(nextTo(samples, 4, without('a', 'b'))).toBe('c');
});

test('where all go there is none', () => {
  expect(nextTo(samples, 2, without('a', 'b', 'c', 'd', 'e'))).toBeNull();
});
