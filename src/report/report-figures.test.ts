import { describe, expect, it } from 'vitest';
import {
  classesOf,
  judgedModel,
  judgedSamples,
  sampleOf,
} from '../../tests/support/judged-model.ts';
import { reportFigures } from './report-figures.ts';

const judged = judgedSamples('s', [
  [0, [0.75, 0.25, 0]],
  [0, [0.25, 0.625, 0.125]],
  [1, [0.125, 0.75, 0.125]],
  [2, [0.5, 0.25, 0.25]],
  [2, [0, 0.25, 0.75]],
]);
const tested = judgedSamples('t', [
  [0, [0.75, 0.25, 0]],
  [1, [0.75, 0.25, 0]],
]);
// As the user has them now: c stands first, b is gone, and so is s3.
const classes = classesOf(['c', 'a']);
const samples = {
  a: ['s0', 's1', 't0'].map((id) => sampleOf(id, 'a')),
  c: [sampleOf('s4', 'c')],
};

describe('reportFigures', () => {
  const figures = reportFigures(judgedModel(judged, tested), classes, samples);

  it('has the classes in the order of the project, those of deleted ones last', () => {
    expect(figures.labels).toEqual(['Class c', 'Class a', 'b of then']);
    expect(figures.order).toEqual([2, 0, 1]);
    expect(figures.judged?.confusion).toEqual([
      [1, 1, 0],
      [0, 1, 1],
      [0, 0, 1],
    ]);
    expect(figures.judged?.perClass.perClass.map(({ support }) => support)).toEqual([2, 2, 1]);
  });

  it('keeps the figures of pictures that are gone, and counts them', () => {
    expect(figures.judged).toMatchObject({ total: 5, correct: 3, folds: 5, gone: 2 });
    expect(figures.judged?.pictures.map(({ sample }) => sample.id)).toEqual(['s0', 's1', 's4']);
    expect(figures.judged?.pictures[1]).toMatchObject({
      given: 1,
      predicted: 2,
      confidence: 0.625,
      probabilities: [0.125, 0.25, 0.625],
    });
  });

  it('judges the test set by itself', () => {
    const set = figures.tested;
    expect(set).toMatchObject({ total: 2, correct: 1, accuracy: 0.5, gone: 1 });
    expect(set?.interval.low).toBeLessThan(0.1);
    expect(set?.interval.high).toBeGreaterThan(0.9);
    expect(set?.confusion[2]).toEqual([0, 1, 0]);
  });

  it('groups images by confidence so that each group says something', () => {
    const many = judgedSamples(
      'm',
      Array.from({ length: 60 }, (_, at) => [at % 2, [0.5 + 0.007 * at, 0.5 - 0.007 * at]]),
    );
    const found = reportFigures(judgedModel(many, null), classes, {}).judged?.reliability;
    expect(found?.bins.map(({ count }) => count)).toEqual([15, 15, 15, 15]);
  });

  it('has what there is', () => {
    const whole = judgedModel(judged, null);
    const bare = reportFigures({ ...whole, judged: null }, classes, samples);
    expect(bare.judged).toMatchObject({ total: 5, reliability: null, pictures: [], gone: 0 });
    expect(bare.tested).toBeNull();
    const none = { method: 'none', reason: 'too-few-samples' } as const;
    expect(reportFigures({ ...whole, evaluation: none }, classes, samples).judged).toBeNull();
  });
});
