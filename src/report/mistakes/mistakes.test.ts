import { expect, it } from 'vitest';
import { classesOf, classOf, modelOf, sampleOf } from '../../../tests/support/judged-model.ts';
import type { JudgedSamples } from '../../project/trained-model.ts';
import { changedSamples } from './changed-samples.ts';
import { judgedCount, mistakeMap, mistakePairs, mistakesOf } from './mistakes.ts';

const sample = (id: string, classId: string, testOnly = false) => ({
  ...sampleOf(id, classId),
  testOnly,
});
/** Rows of id, label, and the probability of each output. */
const judgedSamples = (rows: [string, number, number[]][]): JudgedSamples => ({
  sampleIds: rows.map(([id]) => id),
  labels: Int32Array.from(rows, ([, label]) => label),
  groups: Int32Array.from(rows.keys()),
  folds: new Int32Array(rows.length),
  probabilities: Float32Array.from(rows.flatMap(([, , answers]) => answers)),
});

// The outputs stand in another order than the classes.
const model = modelOf(['dogs', 'cats', 'birds'], {
  judged: judgedSamples([
    ['d1', 0, [0.75, 0.125, 0.125]],
    ['d2', 0, [0.25, 0.625, 0.125]],
    ['c1', 1, [0.875, 0.125, 0]],
    ['c2', 1, [0.5, 0.25, 0.25]],
    ['c3', 1, [0.125, 0.375, 0.5]],
    ['b1', 2, [0, 0.25, 0.75]],
  ]),
  tested: judgedSamples([
    ['t1', 1, [0.625, 0.25, 0.125]],
    ['t2', 2, [0, 0, 1]],
  ]),
});
const classes = classesOf(['cats', 'dogs', 'birds']);
const asTrained = {
  cats: [
    sample('c1', 'cats'),
    sample('c2', 'cats'),
    sample('c3', 'cats'),
    sample('t1', 'cats', true),
  ],
  dogs: [sample('d1', 'dogs'), sample('d2', 'dogs')],
  birds: [sample('b1', 'birds'), sample('t2', 'birds', true)],
};
const idsOf = (...args: Parameters<typeof mistakesOf>) =>
  mistakesOf(...args).map((mistake) => mistake.sample.id);

it('lists what was taken for another class, the surest first', () => {
  const mistakes = mistakesOf(model, classes, asTrained);
  expect(
    mistakes.map((each) => [
      each.sample.id,
      each.given,
      each.predicted,
      each.confidence,
      each.trainedOn,
    ]),
  ).toEqual([
    ['c1', 1, 0, 0.875, true],
    ['d2', 0, 1, 0.625, true],
    ['t1', 1, 0, 0.625, false],
    ['c2', 1, 0, 0.5, true],
    ['c3', 1, 2, 0.5, true],
  ]);
  expect(judgedCount(model)).toEqual({
    trained: { total: 6, wrong: 4 },
    tested: { total: 2, wrong: 1 },
  });
  expect(mistakeMap(mistakes).get('c3')).toMatchObject({ predicted: 2, confidence: 0.5 });
});

it('drops what was deleted or moved since, and takes it up again when it is back', () => {
  const { cats, dogs, birds } = asTrained;
  const since = {
    // c1 went to what it was taken for, c2 to a third class, d2 is deleted.
    cats: cats.slice(2),
    dogs: [...dogs.slice(0, 1), sample('c1', 'dogs')],
    birds: [...birds, sample('c2', 'birds')],
  };
  expect(idsOf(model, classes, since)).toEqual(['t1', 'c3']);
  expect(idsOf(model, classes, asTrained)).toHaveLength(5);
  // Of a class that is gone nothing is left; what was taken for it still was.
  expect(idsOf(model, classes.slice(0, 2), { cats, dogs })).toContain('c3');
});

it('knows none of a model that does not say what it was judged on', () => {
  const silent = { ...model, judged: null, tested: null };
  expect(mistakesOf(silent, classes, asTrained)).toEqual([]);
  const none = { total: 0, wrong: 0 };
  expect(judgedCount(silent)).toEqual({ trained: none, tested: none });
});

it('counts the kinds of mistakes, the most frequent first', () => {
  expect(mistakePairs(mistakesOf(model, classes, asTrained))).toEqual([
    { given: 1, predicted: 0, count: 3 },
    { given: 0, predicted: 1, count: 1 },
    { given: 1, predicted: 2, count: 1 },
  ]);
});

it('counts the images that changed since the training', () => {
  expect(changedSamples(model, classes, asTrained)).toBe(0);
  const { cats, dogs, birds } = asTrained;
  const moved = { cats: cats.slice(1), dogs: [...dogs, sample('c1', 'dogs')], birds };
  expect(changedSamples(model, classes, moved)).toBe(1);
  const deleted = { cats, dogs: [], birds };
  expect(changedSamples(model, classes, deleted)).toBe(2);
  const added = { cats: [...cats, sample('new', 'cats')], dogs, birds };
  expect(changedSamples(model, classes, added)).toBe(1);
  expect(changedSamples(model, classes, added, ['new'])).toBe(0);
  const onlyTested = { cats, dogs, birds: [sample('b1', 'birds', true), ...birds.slice(1)] };
  expect(changedSamples(model, classes, onlyTested)).toBe(1);
  // Of a class that the model does not know: the model is out of date for another reason.
  const other = [...classes, classOf('fish')];
  expect(changedSamples(model, other, { ...asTrained, fish: [sample('f', 'fish')] })).toBe(0);
  expect(changedSamples({ ...model, judged: null }, classes, added)).toBe(null);
});
