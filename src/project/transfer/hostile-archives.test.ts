import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import { directoryEntry } from '../../../tests/support/model-zip.ts';
import {
  emptyDisk,
  prepareWithoutDecoding,
  shownFromDisk,
} from '../../../tests/support/project-on-disk.ts';
import { changedProject, projectZip } from '../../../tests/support/project-zip.ts';
import { mulberry32 } from '../../../tests/support/seeded-backbone.ts';
import { openArchive } from '../../exporters/project-file/open-archive.ts';
import { readSamples } from '../disk.ts';
import { loadProject } from '../load.ts';
import { allSamples, projectStore } from '../store.ts';
import { takeInArchive } from './take-in-archive.ts';

const never = new AbortController().signal;

/** Opens a zip in place of the project; answers why not, or 'opened'. */
async function replaceBy(zip: Uint8Array<ArrayBuffer>): Promise<string> {
  const opened = await openArchive(new Blob([zip]), 'some.zip');
  if (!opened.ok) return opened.fault.kind;
  const { value } = opened;
  const args = ['some.zip', prepareWithoutDecoding, never, () => undefined] as const;
  const taken = await takeInArchive(value, 'replace', ...args);
  if (!taken.ok) return taken.fault.kind;
  expect(taken.value.pictures + taken.value.refused.length).toBe(value.pictures.length);
  return 'opened';
}

beforeEach(async () => {
  await emptyDisk();
  projectStore.setState({ classes: [], samples: {}, model: null, undoSteps: [] });
  await loadProject();
  expect(await replaceBy(projectZip())).toBe('opened');
});

/** Opens each zip: the project is as it was, or whole and new, on disk and on the screen. */
async function openAll(zips: Iterable<Uint8Array<ArrayBuffer>>): Promise<Map<string, number>> {
  const outcomes = new Map<string, number>();
  let before = await shownFromDisk();
  let records = (await readSamples()).length;
  for (const zip of zips) {
    const outcome = await replaceBy(zip);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    const after = await shownFromDisk();
    const { classes, samples } = projectStore.getState();
    expect(after.changePending).toBe(false);
    expect(after.classes.map(({ name }) => name)).toEqual(classes.map(({ name }) => name));
    expect(after.classes.flatMap(({ pictures }) => pictures)).toHaveLength(
      allSamples({ classes, samples }).length,
    );
    for (const { bytes } of after.classes.flatMap(({ pictures }) => pictures)) {
      expect(bytes).not.toBeNull();
    }
    if (outcome !== 'opened') {
      expect(after).toEqual(before);
      expect(await readSamples()).toHaveLength(records);
    }
    before = after;
    records = (await readSamples()).length;
  }
  return outcomes;
}

describe('never crashes, and never leaves part of a project', () => {
  test('250 zips with changed bytes', async () => {
    const random = mulberry32(21);
    const pick = (below: number) => Math.floor(random() * below);
    const sound = projectZip();
    const directory = directoryEntry(sound, 0);
    function* zips() {
      for (let round = 0; round < 250; round++) {
        const zip = sound.slice();
        for (let change = 0; change <= pick(4); change++) {
          // Most bytes are pictures; half of the changes go to the directory.
          const at = random() < 0.5 ? directory + pick(zip.length - directory) : pick(zip.length);
          zip[at] = pick(256);
        }
        yield random() < 0.15 ? zip.slice(0, pick(zip.length)) : zip;
      }
    }
    const outcomes = await openAll(zips());
    for (const kind of ['opened', 'damaged-zip', 'bad-project', 'bad-head']) {
      expect([...outcomes.keys()]).toContain(kind);
    }
  });

  test('250 sound zips with changed JSON', async () => {
    const random = mulberry32(22);
    function* zips() {
      for (let round = 0; round < 250; round++) {
        yield changedProject((json) => {
          for (let change = 0; change <= random() * 3; change++) mutate(json, random);
        });
      }
    }
    const outcomes = await openAll(zips());
    for (const kind of ['opened', 'bad-project', 'newer-project']) {
      expect([...outcomes.keys()]).toContain(kind);
    }
  });
});

type Json = Parameters<Parameters<typeof changedProject>[0]>[0];

const ODD_VALUES = [
  null,
  -1,
  0,
  2,
  2 ** 53,
  '',
  '__proto__',
  'x'.repeat(10_000),
  [],
  {},
  [[]],
  true,
  1.5,
];

/** Replaces, removes or doubles one value somewhere inside. */
function mutate(value: Json, random: () => number): void {
  const keys = Object.keys(value);
  const key = keys[Math.floor(random() * keys.length)];
  if (key === undefined) return;
  const inner = value[key];
  const deeper = typeof inner === 'object' && inner !== null && random() < 0.85;
  const choice = random();
  if (deeper) mutate(inner, random);
  else if (choice < 0.2) delete value[key];
  else if (choice < 0.4 && Array.isArray(value)) value.push(inner);
  else value[key] = ODD_VALUES[Math.floor(random() * ODD_VALUES.length)];
}
