import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readProjectRecord, writeProjectRecord } from './disk.ts';
import {
  dismissedStore,
  dismissHints,
  MOST_KEYS,
  openDismissedHints,
  readDismissed,
  restoreAllHints,
  restoreHints,
} from './dismissed-hints.ts';

const stored = async () => readDismissed(await readProjectRecord('dismissed-hints'));
const shown = () => [...(dismissedStore.getState().keys ?? [])];
let close = () => {};

beforeEach(async () => {
  await writeProjectRecord('dismissed-hints', []);
  dismissedStore.setState({ keys: null });
});
afterEach(() => close());

it('keeps what was dismissed, and reads it again', async () => {
  expect(await dismissHints(['a', 'b'])).toBe(true);
  expect(await dismissHints(['c', 'a'])).toBe(true);
  expect(shown()).toEqual(['b', 'c', 'a']);
  dismissedStore.setState({ keys: null });
  close = openDismissedHints();
  await vi.waitFor(() => expect(shown()).toEqual(['b', 'c', 'a']));
});

it('takes some back, or all', async () => {
  await dismissHints(['a', 'b', 'c']);
  await restoreHints(['b', 'no such hint']);
  expect([shown(), await stored()]).toEqual([
    ['a', 'c'],
    ['a', 'c'],
  ]);
  await restoreAllHints();
  expect([shown(), await stored()]).toEqual([[], []]);
});

it('adds to what another tab has dismissed meanwhile', async () => {
  close = openDismissedHints();
  await vi.waitFor(() => expect(dismissedStore.getState().keys).not.toBeNull());
  await writeProjectRecord('dismissed-hints', ['of another tab']);
  await dismissHints(['of this one']);
  expect(await stored()).toEqual(['of another tab', 'of this one']);
});

it('forgets the oldest beyond the most that are kept', async () => {
  await dismissHints(['oldest', 'old']);
  await dismissHints(Array.from({ length: MOST_KEYS - 1 }, (_, at) => `key ${at}`));
  const kept = await stored();
  expect(kept).toHaveLength(MOST_KEYS);
  expect(kept[0]).toBe('old');
});

it('takes a record that is not one for an empty one', async () => {
  for (const wrong of [null, 7, { a: 1 }, [7], ['x'.repeat(201)], Array(MOST_KEYS + 1).fill('k')]) {
    await writeProjectRecord('dismissed-hints', wrong);
    expect(await stored()).toEqual([]);
  }
  await dismissHints(['a']);
  expect(await stored()).toEqual(['a']);
});
