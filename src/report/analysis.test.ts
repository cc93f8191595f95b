import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import {
  classesOf,
  judgedModel,
  judgedSamples,
  sampleOf,
} from '../../tests/support/judged-model.ts';
import { analysisRequest } from './analysis.ts';

const judged = judgedSamples('s', [
  [0, [0.75, 0.25]],
  [0, [0.5, 0.5]],
  [1, [0.125, 0.875]],
  [0, [0.25, 0.75]],
  [1, [0.375, 0.625]],
]);
const model = judgedModel({ ...judged, groups: Int32Array.of(7, 7, 9, 3, 4) }, null);
const classes = classesOf(['a', 'b']);

it('asks about the samples that are left, as they were trained', () => {
  // s1 was moved since, s0 deleted.
  const left = ['s1', 's2', 's3', 's4', 'new'].map((id) => sampleOf(id, 'b'));
  const samples = { a: [], b: left };
  expect(analysisRequest(model, { classes, samples })).toEqual({
    fingerprint: model.fingerprint,
    rows: [
      { sampleId: 's1', label: 0, group: 7 },
      { sampleId: 's2', label: 1, group: 9 },
      { sampleId: 's3', label: 0, group: 3 },
      { sampleId: 's4', label: 1, group: 4 },
    ],
    testRows: [],
    classes: 2,
    probabilities: Float32Array.of(0.5, 0.5, 0.125, 0.875, 0.25, 0.75, 0.375, 0.625),
    folds: Int32Array.of(1, 2, 3, 4),
  });
});

it('asks about the samples that were tested, too', () => {
  const tested = judgedSamples('t', [
    [0, [0.75, 0.25]],
    [1, [0.25, 0.75]],
  ]);
  const samples = {
    a: [sampleOf('s0', 'a'), sampleOf('s3', 'a')],
    b: [sampleOf('s2', 'b'), sampleOf('s4', 'b'), { ...sampleOf('t1', 'b'), testOnly: true }],
  };
  const asked = analysisRequest({ ...model, tested }, { classes, samples });
  expect(asked?.testRows).toEqual([{ sampleId: 't1', label: 1, group: 1 }]);
  expect(asked?.rows.map(({ sampleId }) => sampleId)).toEqual(['s0', 's2', 's3', 's4']);
});

it('asks nothing where a class is left in one fold only, or nothing was judged', () => {
  const a = [sampleOf('s0', 'a'), sampleOf('s1', 'a')];
  const samples = { a, b: [sampleOf('s2', 'b')] };
  expect(analysisRequest(model, { classes, samples })).toBeNull();
  const whole = { a, b: [sampleOf('s2', 'b'), sampleOf('s4', 'b')] };
  expect(analysisRequest(model, { classes, samples: whole })?.rows).toHaveLength(4);
  expect(analysisRequest({ ...model, judged: null }, { classes, samples: whole })).toBeNull();
});
