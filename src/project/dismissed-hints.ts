import { useEffect } from 'react';
import * as v from 'valibot';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { changeProjectRecord, readProjectRecord } from './disk.ts';
import { followOtherTabs } from './other-tabs.ts';
import { saved } from './saving.ts';

/** Some 40 characters each; beyond this the oldest are forgotten, and their hints come back. */
export const MOST_KEYS = 20_000;
const LONGEST_KEY = 200;

const keysSchema = v.pipe(
  v.array(v.pipe(v.string(), v.maxLength(LONGEST_KEY))),
  v.maxLength(MOST_KEYS),
);

/** What hints the user does not want to see again; null until it was read. */
export const dismissedStore = createStore<{ keys: ReadonlySet<string> | null }>(() => ({
  keys: null,
}));

/** The keys of dismissed hints, oldest first; none where the record is not one. */
export function readDismissed(stored: unknown): string[] {
  const parsed = v.safeParse(keysSchema, stored);
  return parsed.success ? parsed.output : [];
}

/** False where it could not be saved: the hints stay. */
export function dismissHints(keys: readonly string[]): Promise<boolean> {
  return change((before) => {
    const added = new Set(keys);
    return [...before.filter((key) => !added.has(key)), ...added].slice(-MOST_KEYS);
  });
}

/** Takes dismissals back. */
export function restoreHints(keys: readonly string[]): Promise<boolean> {
  const back = new Set(keys);
  return change((before) => before.filter((key) => !back.has(key)));
}

export function restoreAllHints(): Promise<boolean> {
  return change(() => []);
}

async function change(to: (before: string[]) => string[]): Promise<boolean> {
  let after: string[] = [];
  const write = () =>
    changeProjectRecord('dismissed-hints', (stored) => {
      after = to(readDismissed(stored));
      return after;
    });
  if (!(await saved(write))) return false;
  dismissedStore.setState({ keys: new Set(after) });
  return true;
}

/** Reads what was dismissed, and follows other tabs until the function that it gives back is called. */
export function openDismissedHints(): () => void {
  const stopFollowing = followOtherTabs(() => void read());
  void read();
  return stopFollowing;
}

async function read(): Promise<void> {
  const stored = await readProjectRecord('dismissed-hints').catch(() => null);
  dismissedStore.setState({ keys: new Set(readDismissed(stored)) });
}

/** null until it was read. */
export function useDismissedHints(): ReadonlySet<string> | null {
  useEffect(openDismissedHints, []);
  return useStore(dismissedStore, ({ keys }) => keys);
}
