import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Rest } from './rest.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

test('a page is at rest four seconds after it was opened, and after the last touch', () => {
  const page = new EventTarget();
  const rest = new Rest(page as Pick<Document, 'addEventListener'>);
  expect(rest.missing()).toBe(4_000);
  vi.advanceTimersByTime(3_000);
  expect(rest.missing()).toBe(1_000);
  for (const type of ['wheel', 'scroll', 'touchmove', 'pointerdown', 'keydown']) {
    vi.advanceTimersByTime(3_000);
    page.dispatchEvent(new Event(type));
    expect(rest.missing()).toBe(4_000);
  }
  page.dispatchEvent(new Event('pointermove'));
  vi.advanceTimersByTime(4_000);
  expect(rest.missing()).toBe(0);
});
