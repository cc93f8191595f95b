import { describe, expect, test } from 'vitest';
import {
  changed,
  directoryEntry,
  type Json,
  LABELS,
  zipWith,
} from '../../tests/support/model-zip.ts';
import { mulberry32 } from '../../tests/support/seeded-backbone.ts';
import { openModelZip } from './open-model.ts';

describe('never throws and never gives another model', () => {
  test('300 zips with changed bytes', () => {
    const random = mulberry32(11);
    const pick = (below: number) => Math.floor(random() * below);
    const compact = zipWith({});
    const directory = directoryEntry(compact, 0);
    const kinds = new Set<string>();
    for (let round = 0; round < 300; round++) {
      let zip = compact.slice();
      for (let change = 0; change <= pick(4); change++) {
        // Most bytes are weights; half of the changes go to the directory.
        const at = random() < 0.5 ? directory + pick(zip.length - directory) : pick(zip.length);
        if (at < zip.length) zip[at] = pick(256);
      }
      if (random() < 0.2) zip = zip.slice(0, pick(zip.length));
      const opened = openModelZip(zip);
      kinds.add(opened.ok ? 'opened' : opened.fault.kind);
      if (opened.ok) expect(opened.value.labels).toEqual(LABELS);
    }
    expect(kinds).toContain('opened');
    expect(kinds).toContain('damaged-zip');
    expect(kinds.size).toBeGreaterThan(4);
  });

  test('300 sound zips with changed JSON', () => {
    const random = mulberry32(12);
    const kinds = new Set<string>();
    for (let round = 0; round < 300; round++) {
      const path = random() < 0.5 ? 'model.json' : 'metadata.json';
      const opened = openModelZip(changed(path, (value) => mutate(value, random)));
      kinds.add(opened.ok ? 'opened' : opened.fault.kind);
    }
    for (const kind of ['opened', 'bad-graph', 'bad-metadata', 'not-our-model']) {
      expect(kinds).toContain(kind);
    }
  });
});

const ODD_VALUES = [
  null,
  -1,
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
