import { beforeEach, expect, test, vi } from 'vitest';
import {
  classesOf,
  judgedModel,
  judgedSamples,
  modelOf,
} from '../../tests/support/judged-model.ts';
import { failed, ok } from '../result.ts';
import type { FollowFacts } from './follow-decision.ts';
import type * as refitting from './refit-once.ts';
import { WarmUp } from './warm-up.ts';

const { refitOnce } = vi.hoisted(() => ({ refitOnce: vi.fn() }));
vi.mock('./refit-once.ts', async (original) => ({
  ...(await original<typeof refitting>()),
  refitOnce,
}));

beforeEach(() => {
  refitOnce.mockReset().mockResolvedValue(ok(null));
});

const atRest = { missing: () => 0 };

function factsOf(count: number, fields: Partial<FollowFacts> = {}): FollowFacts {
  const rows = Array.from({ length: count }, (_, at) => {
    return { sampleId: `s${at}`, label: at % 2, group: at };
  });
  const set = {
    classes: classesOf(['a', 'b']),
    rows,
    testRows: [],
    samplesPerClass: [count / 2, count / 2],
    signature: 'now',
  };
  return {
    on: true,
    busyElsewhere: false,
    backbone: { fingerprint: 'abc', isWished: true },
    setNow: () => set,
    model: {
      ...judgedModel(judgedSamples('s', []), null),
      classIds: ['a', 'b'],
      signature: 'now',
      fingerprint: 'abc',
      temperature: 1,
    },
    reading: 'all-read',
    mirrorsLeft: 0,
    seen: [],
    withoutMirrors: null,
    ...fields,
  };
}

test('takes a large project in once', async () => {
  const warmUp = new WarmUp(atRest);
  warmUp.begin(factsOf(200));
  warmUp.begin(factsOf(200));
  await Promise.resolve();
  warmUp.begin(factsOf(202));
  expect(refitOnce).toHaveBeenCalledTimes(1);
  warmUp.begin(factsOf(200, { backbone: { fingerprint: 'other', isWished: true } }));
  expect(refitOnce).toHaveBeenCalledTimes(1);
});

test.each<[string, Partial<FollowFacts>]>([
  ['it is switched off', { on: false }],
  ['the user trains', { busyElsewhere: true }],
  ['images are being read', { reading: 'reading' }],
  ['mirror images are missing', { mirrorsLeft: 1 }],
  ['the model is out of date', { model: modelOf(['a', 'b'], { signature: 'before' }) }],
  ['there is no model', { model: null }],
])('does not where %s', (_, fields) => {
  new WarmUp(atRest).begin(factsOf(200, fields));
  expect(refitOnce).not.toHaveBeenCalled();
});

test('a small project needs none', () => {
  new WarmUp(atRest).begin(factsOf(20));
  expect(refitOnce).not.toHaveBeenCalled();
});

test('begins again after it was stopped, or failed', async () => {
  const warmUp = new WarmUp(atRest);
  refitOnce.mockResolvedValueOnce(failed({ kind: 'cancelled' }));
  warmUp.begin(factsOf(200));
  const [, , signal] = refitOnce.mock.calls[0] ?? [];
  warmUp.stop();
  expect(signal.aborted).toBe(true);
  await new Promise((resolve) => setTimeout(resolve));
  warmUp.begin(factsOf(200));
  expect(refitOnce).toHaveBeenCalledTimes(2);
});

test('a page in use is to be at rest first', () => {
  const missing = vi.fn().mockReturnValueOnce(1_500).mockReturnValue(0);
  const warmUp = new WarmUp({ missing });
  expect(warmUp.begin(factsOf(200))).toBe(1_500);
  expect(refitOnce).not.toHaveBeenCalled();
  expect(warmUp.begin(factsOf(200))).toBe(0);
  expect(refitOnce).toHaveBeenCalledTimes(1);
  // Nothing to begin, nothing to wait for.
  expect(warmUp.begin(factsOf(200))).toBe(0);
  expect(missing).toHaveBeenCalledTimes(2);
});
