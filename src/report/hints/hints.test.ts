import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import {
  classesOf,
  judgedModel,
  judgedSamples,
  sampleOf,
} from '../../../tests/support/judged-model.ts';
import type { QualityFault } from '../../picture/quality.ts';
import type { Sample } from '../../project/types.ts';
import type { ModelAnalysis } from '../analysis.ts';
import type { Evidence, Hint, HintKind, HintOf } from './hint.ts';
import { hintsOf } from './hints.ts';

const SIZE = 12;
/** Samples s0 to s11 in class a, s12 to s23 in class b; t0 and t1 are only tested. */
const model = judgedModel(
  judgedSamples(
    's',
    Array.from({ length: 2 * SIZE }, (_, at) => [at < SIZE ? 0 : 1, [0.5, 0.5]]),
  ),
  judgedSamples('t', [
    [0, [0.75, 0.25]],
    [1, [0.25, 0.75]],
  ]),
);
const classes = classesOf(['b', 'a']);
const every = [
  ...Array.from({ length: 2 * SIZE }, (_, at) => sampleOf(`s${at}`, at < SIZE ? 'a' : 'b')),
  { ...sampleOf('t0', 'a'), testOnly: true },
  { ...sampleOf('t1', 'b'), testOnly: true },
];
const TESTED = 2 * SIZE;

interface Case {
  analysis?: Partial<ModelAnalysis> | null;
  faults?: Record<string, QualityFault>;
  /** In place of those of the same id, or besides. */
  changed?: Sample[];
  gone?: string[];
  dismissed?: string[];
}

function evidence({ analysis = {}, faults = {}, changed = [], gone = [] }: Case): Evidence {
  const now = new Map([...every, ...changed].map((each) => [each.id, each]));
  for (const id of gone) now.delete(id);
  const live = [...now.values()];
  const inClass = (id: string) => live.filter(({ classId }) => classId === id);
  return {
    model,
    classes,
    samples: { a: inClass('a'), b: inClass('b') },
    analysis: analysis && {
      sampleIds: every.map(({ id }) => id),
      learningCurve: null,
      labelDoubts: { suspects: [], expectedWrong: 0 },
      nearDuplicates: [],
      splitClasses: [],
      ...analysis,
    },
    faults: new Map(Object.entries(faults)),
  };
}

const shown = (one: Case) => hintsOf(evidence(one), new Set(one.dismissed)).shown;
function only<Kind extends HintKind>(kind: Kind, one: Case): HintOf<Kind> | null {
  const [first, ...others] = shown(one).filter((hint): hint is HintOf<Kind> => hint.kind === kind);
  expect(others).toEqual([]);
  return first ?? null;
}
const ids = (samples: readonly Sample[] = []) => samples.map(({ id }) => id);
const kinds = (hints: Hint[]) => hints.map(({ kind }) => kind);

const suspects = [
  { row: 3, given: 0, likely: 1, chance: 0.9 },
  { row: 14, given: 1, likely: 0, chance: 0.5 },
];
const doubts = { labelDoubts: { suspects, expectedWrong: 1.4 } };

it('has nothing to say of sound data', () => {
  expect(shown({})).toEqual([]);
  expect(shown({ analysis: null })).toEqual([]);
});

describe('wrong labels', () => {
  it('names the suspects, the class each looks like, and how many to expect', () => {
    const hint = only('wrong-labels', { analysis: doubts });
    expect(hint?.pictures.map(({ sample, likely, chance }) => [sample.id, likely, chance])).toEqual(
      [
        ['s3', 'b', 0.9],
        ['s14', 'a', 0.5],
      ],
    );
    expect(hint?.expectedWrong).toBeCloseTo(1.4, 10);
  });

  it('leaves out what was moved, deleted, called right or dismissed since', () => {
    const left = (one: Case) => {
      const hint = only('wrong-labels', { analysis: doubts, ...one });
      return [ids(hint?.pictures.map(({ sample }) => sample)), hint?.expectedWrong];
    };
    expect(left({ changed: [sampleOf('s3', 'b')] })).toEqual([['s14'], 0.5]);
    expect(left({ gone: ['s3'] })).toEqual([['s14'], 0.5]);
    expect(left({ changed: [{ ...sampleOf('s3', 'a'), fineAs: 'a' }] })).toEqual([['s14'], 0.5]);
    expect(left({ dismissed: ['wrong-labels/s14'] })).toEqual([['s3'], 0.9]);
    // Called right in a class that it has left.
    expect(left({ changed: [{ ...sampleOf('s3', 'a'), fineAs: 'b' }] })[0]).toHaveLength(2);
    // It is black: what it looks like says nothing.
    expect(left({ faults: { s3: 'dark' } })[0]).toEqual(['s14']);
    expect(left({ faults: { s3: 'blurred' } })[0]).toHaveLength(2);
    // That it is in both classes is said already, with the way out.
    const both = { analysis: { ...doubts, nearDuplicates: [[3, 15]] } };
    expect(left(both)[0]).toEqual(['s14']);
    expect(kinds(shown(both))).toEqual(['wrong-labels', 'in-two-classes']);
  });

  it('offers no class that is gone', () => {
    const { samples, ...rest } = evidence({ analysis: doubts });
    const found = hintsOf({ ...rest, samples, classes: classesOf(['a']) }, new Set()).shown;
    expect(found.find(({ kind }) => kind === 'wrong-labels')).toMatchObject({
      pictures: [{ sample: { id: 's3' }, likely: null }],
    });
  });
});

describe('pictures that are nearly the same', () => {
  const alike = (...rows: number[]): Case => ({ analysis: { nearDuplicates: [rows] } });

  it('keeps the largest, and of equal ones the oldest', () => {
    const changed = [
      { ...sampleOf('s2', 'a'), addedAt: 9 },
      { ...sampleOf('s4', 'a'), width: 11, addedAt: 9 },
    ];
    const hint = only('near-duplicates', { ...alike(2, 3, 4), changed });
    expect(hint?.groups.map(ids)).toEqual([['s4', 's3', 's2']]);
    expect(only('near-duplicates', { ...alike(2, 3), gone: ['s3'] })).toBeNull();
  });

  it('does not mind frames of the webcam', () => {
    const frame = (at: number, burstId: string) => ({ ...sampleOf(`s${at}`, 'a'), burstId });
    const two = { ...alike(2, 3, 4), changed: [frame(2, 'x'), frame(3, 'y')] };
    expect(shown(two)).toEqual([]);
    expect(shown({ ...alike(2, 3, 4), changed: [frame(2, 'x')] })).toHaveLength(1);
  });

  it('says apart what is in two classes, and what is both trained on and tested', () => {
    const two = alike(2, 3, 15);
    expect(kinds(shown(two))).toEqual(['in-two-classes']);
    expect(only('in-two-classes', two)?.groups.map(ids)).toEqual([['s2', 's3', 's15']]);
    const leak = alike(2, TESTED);
    expect(kinds(shown(leak))).toEqual(['test-leaks']);
    const [first] = only('test-leaks', leak)?.leaks ?? [];
    expect([ids(first?.tested), ids(first?.trained)]).toEqual([['t0'], ['s2']]);
  });

  describe('that stand on both sides of a test', () => {
    const frame = (id: string, burstId: string, testOnly = false) => ({
      ...sampleOf(id, 'a'),
      burstId,
      testOnly,
    });
    const leaksOf = (one: Case) =>
      only('test-leaks', one)?.leaks.map(({ tested, trained }) => [ids(tested), ids(trained)]);

    it('are frames of one recording too, whether or not they look alike', () => {
      const changed = [
        frame('s2', 'x', true),
        frame('s3', 'x'),
        frame('s4', 'x'),
        frame('s5', 'y'),
      ];
      expect(leaksOf({ changed, analysis: null })).toEqual([[['s2'], ['s3', 's4']]]);
      const whole = [frame('s2', 'x', true), frame('s3', 'x', true), frame('s5', 'y')];
      expect(leaksOf({ changed: whole })).toBeUndefined();
      // A frame that was moved is another class's.
      const moved = [frame('s2', 'x', true), { ...frame('s3', 'x'), classId: 'b' }];
      expect(leaksOf({ changed: moved })).toBeUndefined();
      const dismissed = changed.map(({ id }) => `test-leaks/${id}`);
      expect(leaksOf({ changed, dismissed })).toBeUndefined();
    });

    it('are named once, also where they look alike and are of one recording', () => {
      const changed = [frame('s2', 'x', true), frame('s3', 'x'), frame('s4', 'y', true)];
      const both = { ...alike(3, 4, TESTED), changed };
      expect(leaksOf(both)).toEqual([[['s4', 't0', 's2'], ['s3']]]);
      const { classes: all, ...rest } = evidence({ changed, analysis: null });
      const off = all.map((each) => ({ ...each, enabled: each.id !== 'a' }));
      expect(kinds(hintsOf({ ...rest, classes: off }, new Set()).shown)).not.toContain(
        'test-leaks',
      );
    });
  });

  it('comes back for a group that has grown since it was dismissed', () => {
    const dismissed = ['near-duplicates/s2', 'near-duplicates/s3'];
    expect(shown({ ...alike(2, 3), dismissed })).toEqual([]);
    expect(shown({ ...alike(2, 3, 4), dismissed })).toHaveLength(1);
  });
});

it('names dark, blurred and blank pictures of classes in use, tested ones too', () => {
  const faults = { s1: 'dark', s20: 'blurred', t0: 'blank', gone: 'dark' } as const;
  const hint = only('poor-pictures', { faults, dismissed: ['poor-pictures/s20'] });
  expect(hint?.pictures.map(({ sample, fault }) => [sample.id, fault])).toEqual([
    ['s1', 'dark'],
    ['t0', 'blank'],
  ]);
  const { classes: all, ...rest } = evidence({ faults });
  const off = all.map((each) => ({ ...each, enabled: each.id !== 'a' }));
  const [found] = hintsOf({ ...rest, classes: off }, new Set()).shown;
  expect(found).toMatchObject({ kind: 'poor-pictures', pictures: [{ sample: { id: 's20' } }] });
});

describe('recorded alike', () => {
  const inA = every.filter(({ id, classId }) => classId === 'a' && id.startsWith('s'));
  const bursts = (count: number) =>
    inA.map((sample, at) => ({ ...sample, burstId: `burst ${at % count}` }));

  it('tells a class of one or two recordings', () => {
    expect(only('recorded-alike', { changed: bursts(1) })).toMatchObject({
      classId: 'a',
      recordings: 1,
    });
    expect(only('recorded-alike', { changed: bursts(2) })?.recordings).toBe(2);
    expect(only('recorded-alike', { changed: bursts(3) })).toBeNull();
    // Of so few it is said that they are few.
    const few = bursts(1).slice(0, 9);
    expect(only('recorded-alike', { changed: few, gone: ['s9', 's10', 's11'] })).toBeNull();
  });

  it('takes what is nearly the same for one recording, and does not offer to delete it', () => {
    const analysis = {
      nearDuplicates: [
        [0, 1, 2, 3, 4, 5],
        [6, 7, 8, 9, 10, 11],
      ],
    };
    expect(kinds(shown({ analysis }))).toEqual(['recorded-alike']);
    // Dismissed is dismissed: no other hint takes its place.
    expect(shown({ analysis, dismissed: ['recorded-alike/a'] })).toEqual([]);
    // The recordings of two bursts are joined by what their frames show.
    const joined = { analysis: { nearDuplicates: [[0, 1]] }, changed: bursts(3) };
    expect(only('recorded-alike', joined)?.recordings).toBe(2);
  });
});

it('shows both kinds of a class as long as three of each are in it', () => {
  const parts: [number[], number[]] = [
    [0, 1, 2, 3],
    [4, 5, 6],
  ];
  const analysis = { splitClasses: [{ class: 0, parts, separation: 6 }] };
  const hint = only('two-kinds', { analysis });
  expect([hint?.classId, ...(hint?.parts.map(ids) ?? [])]).toEqual([
    'a',
    ['s0', 's1', 's2', 's3'],
    ['s4', 's5', 's6'],
  ]);
  expect(only('two-kinds', { analysis, changed: [sampleOf('s5', 'b')] })).toBeNull();
  expect(only('two-kinds', { analysis, gone: ['s0'] })?.parts.map(ids)[0]).toHaveLength(3);
});

describe('sizes of classes', () => {
  const fewer = (left: number) => ({
    gone: every
      .filter(({ classId }) => classId === 'a')
      .map(({ id }) => id)
      .slice(left, SIZE),
  });

  it('counts what is trained on', () => {
    expect(kinds(shown(fewer(9)))).toEqual(['few']);
    expect(only('few', fewer(9))?.small).toEqual([{ classId: 'a', images: 9 }]);
    expect(shown(fewer(10))).toEqual([]);
  });

  it('says far fewer than the others rather than few', () => {
    expect(kinds(shown(fewer(3)))).toEqual(['imbalance']);
    expect(only('imbalance', fewer(3))).toMatchObject({
      small: [{ classId: 'a', images: 3 }],
      typical: SIZE,
    });
  });
});

it('tells what was dismissed, in the same order', () => {
  const one: Case = {
    analysis: { ...doubts, nearDuplicates: [[15, 16]] },
    faults: { s1: 'dark' },
  };
  const all = shown(one);
  expect(kinds(all)).toEqual(['wrong-labels', 'poor-pictures', 'near-duplicates']);
  const dismissed = all.flatMap(({ keys }) => keys);
  const after = hintsOf(evidence(one), new Set(dismissed));
  expect(after.shown).toEqual([]);
  expect(after.dismissed).toEqual(all);
  // Some of what a hint names: one for each side.
  const some = hintsOf(evidence(one), new Set(['wrong-labels/s3']));
  expect(kinds(some.shown)).toEqual(kinds(all));
  expect(kinds(some.dismissed)).toEqual(['wrong-labels']);
});
