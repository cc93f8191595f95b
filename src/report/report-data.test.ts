import { describe, expect, it } from 'vitest';
import {
  classesOf,
  judgedModel,
  judgedSamples,
  modelOf,
  sampleOf,
} from '../../tests/support/judged-model.ts';
import { reportHtml } from '../exporters/report/report-html.ts';
import { reportData } from './report-data.ts';
import { reportFigures } from './report-figures.ts';

const model = judgedModel(
  judgedSamples('s', [
    [0, [0.75, 0.25]],
    [0, [0.375, 0.625]],
    [0, [0.125, 0.875]],
    [1, [0.75, 0.25]],
    [1, [0.25, 0.75]],
  ]),
  judgedSamples('t', [[1, [0.25, 0.75]]]),
);
const samples = {
  a: [sampleOf('s0', 'a'), sampleOf('s1', 'a', 'webcam'), sampleOf('s2', 'a', 'webcam')],
  b: [sampleOf('s4', 'b'), sampleOf('t0', 'b', 'webcam')],
};
const figures = reportFigures(model, classesOf(['b', 'a']), samples);
const jpeg = Uint8Array.of(0xff, 0xd8);
const context = {
  date: '2026-11-24T09:30:00.000Z',
  backbone: 'Starter',
  learningCurve: null,
  thumbnails: new Map([['s2', jpeg]]),
};

describe('reportData', () => {
  const report = reportData(model, figures, context);

  it('has the mistakes from the surest on, with their thumbnails; not the one deleted since', () => {
    expect(report?.mistakes).toEqual([
      { name: 'webcam (2)', given: 1, predicted: 0, confidence: 0.875, jpeg },
      { name: 'webcam', given: 1, predicted: 0, confidence: 0.625, jpeg: null },
    ]);
  });

  it('has every picture that is left, each under a name of its own', () => {
    const said = report?.predictions.map(({ name, judged }) => `${name} ${judged}`);
    expect(said).toEqual([
      's0.jpg fold',
      'webcam fold',
      'webcam (2) fold',
      's4.jpg fold',
      'webcam (3) test',
    ]);
    expect(report?.predictions[0]?.probabilities).toEqual([0.25, 0.75]);
  });

  it('has everything in the order of the names', () => {
    expect(report?.classNames).toEqual(['Class b', 'Class a']);
    expect(report?.judged?.confusion).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect(report?.testSet).toMatchObject({ total: 1, correct: 1 });
    expect(report === null ? '' : reportHtml(report)).toContain(
      '“<bdi>Class a</bdi>”, taken for “<bdi>Class b</bdi>”',
    );
  });

  it('is none without the answers behind the figures', () => {
    const bare = { ...model, judged: null };
    expect(reportData(bare, reportFigures(bare, [], {}), context)).toBeNull();
    const none = { ...modelOf(['a', 'b']), tested: null };
    expect(reportData(none, reportFigures(none, [], {}), context)).toBeNull();
  });

  it('is of the test set alone where nothing else was judged', () => {
    const alone = modelOf(['a', 'b'], {
      tested: judgedSamples('t', [
        [1, [0.25, 0.75]],
        [1, [0.75, 0.25]],
      ]),
    });
    const there = { a: [], b: [sampleOf('t0', 'b'), sampleOf('t1', 'b')] };
    const data = reportData(alone, reportFigures(alone, classesOf(['a', 'b']), there), context);
    expect(data).toMatchObject({ judged: null, testSet: { total: 2, correct: 1 } });
    expect(data?.mistakes.map(({ name }) => name)).toEqual(['t1.jpg']);
    expect(data?.predictions.map(({ judged }) => judged)).toEqual(['test', 'test']);
  });

  it('tells a model that has followed its images since', () => {
    expect(report?.followed).toBe(false);
    const followed = { ...model, judgedOn: 'then' };
    expect(reportData(followed, figures, context)?.followed).toBe(true);
  });
});
