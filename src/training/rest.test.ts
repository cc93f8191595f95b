import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Rest } from './rest.ts';

const set = (count: number) => ({
  rows: Array.from({ length: count }, (_, at) => ({ sampleId: `${at}`, label: 0, group: at })),
});
const many = set(2_001);

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

test('a page is at rest four seconds after it was opened, and after the last touch', () => {
  const page = new EventTarget();
  const rest = new Rest(page as Pick<Document, 'addEventListener'>);
  expect(rest.missing(many)).toBe(4_000);
  expect(rest.missing(set(2_000))).toBe(0);
  vi.advanceTimersByTime(3_000);
  expect(rest.missing(many)).toBe(1_000);
  for (const type of ['wheel', 'scroll', 'touchmove', 'pointerdown', 'keydown']) {
    vi.advanceTimersByTime(3_000);
    page.dispatchEvent(new Event(type));
    expect(rest.missing(many)).toBe(4_000);
  }
  page.dispatchEvent(new Event('pointermove'));
  vi.advanceTimersByTime(4_000);
  expect(rest.missing(many)).toBe(0);
});
