import * as v from 'valibot';
import { expect, test } from 'vitest';
import { AnswersSchema, readAnswers, writeAnswers } from './carried-answers.ts';
import type { ArchiveAnswers } from './types.ts';

function answers(rows: number, outputs: number): ArchiveAnswers {
  return {
    places: Array.from({ length: rows }, (_, at) => (at % 5 === 3 ? null : at)),
    labels: Int32Array.from({ length: rows }, (_, at) => at % outputs),
    groups: Int32Array.from({ length: rows }, (_, at) => at),
    folds: Int32Array.from({ length: rows }, (_, at) => at % 5),
    probabilities: new Float32Array(rows * outputs).fill(1 / outputs),
  };
}

test('20 classes of 500 images come back as they were, through JSON', () => {
  const given = answers(10_000, 20);
  const json: unknown = JSON.parse(JSON.stringify(writeAnswers(given)));
  expect(JSON.stringify(json).length).toBeLessThan(1.5e6);
  expect(v.is(AnswersSchema, json) && readAnswers(json, 20, 10_000)).toEqual(given);
});

test('what is too large for a file is left out', () => {
  expect(writeAnswers(answers(10_000, 100))).toBeNull();
});
