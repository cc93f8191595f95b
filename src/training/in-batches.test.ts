import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inBatches } from './in-batches.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('hands on everything, in order, and not more often than told', () => {
  const batches: number[][] = [];
  const steps = inBatches<number>(100, (items) => batches.push(items));
  for (let item = 0; item < 5; item++) {
    steps.add(item);
    vi.advanceTimersByTime(40);
  }
  expect(batches).toEqual([[0, 1, 2]]);
  steps.finish();
  expect(batches).toEqual([
    [0, 1, 2],
    [3, 4],
  ]);
  steps.add(5);
  vi.advanceTimersByTime(1000);
  expect(batches).toHaveLength(2);
});
