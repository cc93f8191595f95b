import { describe, expect, it } from 'vitest';
import { classesOf, modelOf, sampleOf } from '../../tests/support/judged-model.ts';
import {
  decideToFollow,
  type FollowFacts,
  hasOtherModel,
  MOST_JUDGED,
  sightOf,
} from './follow-decision.ts';
import type { ProjectSet } from './training-set.ts';

function setOf(perClass: number, signature = 'now'): ProjectSet {
  return {
    classes: classesOf(['a', 'b']),
    rows: Array.from({ length: 2 * perClass }, (_, at) => ({
      sampleId: `s${at}`,
      label: at % 2,
      group: at,
    })),
    testRows: [],
    samplesPerClass: [perClass, perClass],
    signature,
  };
}

const judged = modelOf(['a', 'b'], {
  signature: 'before',
  temperature: 1,
  evaluation: {
    method: 'cross-validation',
    folds: 5,
    total: 10,
    correct: 10,
    accuracy: 1,
    interval: { low: 0.6, high: 1 },
    confusion: [
      [5, 0],
      [0, 5],
    ],
    mirrorImagesUsed: false,
  },
});
const upToDate = { ...judged, signature: 'now' };

function facts(some: Partial<FollowFacts> & { set?: ProjectSet | null } = {}): FollowFacts {
  const { set = setOf(10), ...rest } = some;
  return {
    on: true,
    busyElsewhere: false,
    backbone: { fingerprint: 'abc', isWished: true },
    setNow: () => set,
    model: judged,
    reading: 'all-read',
    mirrorsLeft: 0,
    seen: [],
    withoutMirrors: null,
    ...rest,
  };
}
const kindOf = (some: Parameters<typeof facts>[0]) => decideToFollow(facts(some)).kind;
const many = setOf(MOST_JUDGED);

describe('what is out of date', () => {
  it('is trained and judged while it is small, fitted anew when it is large', () => {
    expect(kindOf({})).toBe('train');
    expect(kindOf({ model: null })).toBe('train');
    expect(kindOf({ set: many })).toBe('refit');
    // Classes that were put in another order are the same ones.
    expect(kindOf({ set: many, model: { ...judged, classIds: ['b', 'a'] } })).toBe('refit');
  });

  it('is trained from scratch where nothing can be taken over', () => {
    expect(kindOf({ set: many, model: null })).toBe('train');
    expect(kindOf({ set: many, model: { ...judged, temperature: null } })).toBe('train');
    expect(kindOf({ set: many, model: { ...judged, classIds: ['a', 'c'] } })).toBe('train');
    expect(kindOf({ set: many, model: modelOf(['a', 'b', 'c'], { temperature: 1 }) })).toBe(
      'train',
    );
    // It could not be judged then, and now it can.
    const unjudged = modelOf(['a', 'b'], { temperature: 1 });
    expect(kindOf({ set: many, model: unjudged })).toBe('train');
    const rows = many.rows.map((row) => ({ ...row, group: row.label }));
    expect(kindOf({ set: { ...many, rows }, model: unjudged })).toBe('refit');
  });

  it('waits for samples, and for mirror images where they are used', () => {
    expect(kindOf({ reading: 'reading' })).toBe('wait');
    expect(kindOf({ mirrorsLeft: 3 })).toBe('train');
    expect(kindOf({ set: many, mirrorsLeft: 3 })).toBe('refit');
    expect(kindOf({ set: many, model: null, mirrorsLeft: 3 })).toBe('wait');
    if (judged.evaluation.method === 'none') throw new Error('judged');
    const mirrored = { ...judged, evaluation: { ...judged.evaluation, mirrorImagesUsed: true } };
    expect(kindOf({ set: many, model: mirrored, mirrorsLeft: 3 })).toBe('wait');
  });

  it('is left alone where the user wants that, or is at it', () => {
    expect(kindOf({ on: false })).toBe('nothing');
    expect(kindOf({ busyElsewhere: true })).toBe('nothing');
    expect(kindOf({ reading: 'stopped' })).toBe('nothing');
    expect(kindOf({ backbone: null })).toBe('nothing');
    expect(kindOf({ set: null })).toBe('nothing');
    expect(kindOf({ set: setOf(2) })).toBe('nothing');
  });

  it('is not tried twice with the same samples, but again on another network', () => {
    expect(kindOf({ seen: [sightOf('abc', 'now')] })).toBe('nothing');
    expect(kindOf({ seen: [sightOf('abc', 'then')] })).toBe('train');
    expect(kindOf({ seen: [sightOf('other', 'now')] })).toBe('train');
    // What is left alone is so on the network in use, and on its own.
    expect(kindOf({ seen: [sightOf('other', 'now'), sightOf('abc', 'now')] })).toBe('nothing');
  });

  it('stays while another network only stands in for its own', () => {
    const standIn = { fingerprint: 'starter', isWished: false };
    expect(kindOf({ backbone: standIn })).toBe('nothing');
    expect(kindOf({ backbone: standIn, model: null })).toBe('train');
    expect(kindOf({ backbone: { ...standIn, isWished: true } })).toBe('train');
    expect(kindOf({ backbone: { ...standIn, isWished: true }, set: many })).toBe('train');
  });
});

describe('what is up to date', () => {
  it('stays as it is', () => {
    expect(kindOf({ model: upToDate })).toBe('nothing');
    expect(kindOf({ model: upToDate, mirrorsLeft: 3 })).toBe('nothing');
  });

  it('is trained once more when its mirror images have come', () => {
    const withoutMirrors = upToDate;
    expect(kindOf({ model: upToDate, withoutMirrors, mirrorsLeft: 3 })).toBe('wait');
    expect(kindOf({ model: upToDate, withoutMirrors })).toBe('train');
    // A moved threshold is no other head; another head is.
    expect(kindOf({ model: { ...upToDate, milliseconds: 9 }, withoutMirrors })).toBe('train');
    const own = modelOf(['a', 'b'], { signature: 'now' });
    expect(kindOf({ model: own, withoutMirrors })).toBe('nothing');
  });
});

describe('another model', () => {
  const classes = classesOf(['a', 'b']);
  const samples = { a: [sampleOf('s1', 'a')], b: [sampleOf('s2', 'b')] };
  const before = { model: judged, classes, samples };
  const older = { ...judged, trainedAt: '2026-11-01T11:20:00.000Z' };

  it('is one of another training, or of other samples', () => {
    expect(hasOtherModel({ ...before, model: older }, before)).toBe(true);
    expect(hasOtherModel({ ...before, model: upToDate }, before)).toBe(true);
    // Read again from disk, all the same.
    const again = { classes: classesOf(['a', 'b']), samples: structuredClone(samples) };
    expect(hasOtherModel({ ...again, model: older }, before)).toBe(true);
  });

  it('is neither the same with another threshold, nor one that goes or comes back', () => {
    expect(hasOtherModel(before, before)).toBe(false);
    expect(hasOtherModel({ ...before, model: { ...judged } }, before)).toBe(false);
    expect(hasOtherModel({ ...before, model: null }, before)).toBe(false);
    expect(hasOtherModel(before, { ...before, model: null })).toBe(false);
  });

  it('has not come to the same samples where those have changed with it', () => {
    const more = { ...samples, b: [...samples.b, sampleOf('s3', 'b')] };
    expect(hasOtherModel({ ...before, model: older, samples: more }, before)).toBe(false);
  });
});
