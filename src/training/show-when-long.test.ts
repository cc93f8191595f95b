import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { followStore } from './follow-state.ts';
import { showWhenLong } from './show-when-long.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const long = () => followStore.getState().long;

it('shows a training after a second, with how far it is, until it is over', () => {
  const cancel = vi.fn();
  const { onProgress, end } = showWhenLong(cancel);
  onProgress({ phase: 'cross-validation', fraction: 0.25 });
  vi.advanceTimersByTime(900);
  expect(long()).toBeNull();
  vi.advanceTimersByTime(200);
  expect(long()?.fraction).toBe(0.25);
  const drawn = long();
  onProgress({ phase: 'cross-validation', fraction: 0.2501 });
  expect(long()).toBe(drawn);
  onProgress({ phase: 'fitting', fraction: 0.5 });
  expect(long()?.fraction).toBe(0.5);
  long()?.cancel();
  expect(cancel).toHaveBeenCalledOnce();
  end();
  expect(long()).toBeNull();
});

it('never shows one that is over sooner', () => {
  const { onProgress, end } = showWhenLong(() => undefined);
  onProgress({ phase: 'fitting', fraction: 0.9 });
  end();
  vi.advanceTimersByTime(5_000);
  onProgress({ phase: 'fitting', fraction: 1 });
  expect(long()).toBeNull();
});
