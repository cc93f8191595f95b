import { describe, expect, test } from 'vitest';
import { pairedAnswers, type RunAnswers } from './paired-answers.ts';

interface Answer {
  id: string;
  of: string;
  said: string;
  group: number;
}

function answers(classIds: string[], list: Answer[]): RunAnswers {
  return {
    classIds,
    judged: {
      sampleIds: list.map(({ id }) => id),
      labels: Int32Array.from(list, ({ of }) => classIds.indexOf(of)),
      groups: Int32Array.from(list, ({ group }) => group),
      folds: new Int32Array(list.length),
      probabilities: Float32Array.from(
        list.flatMap(({ said }) => classIds.map((id) => (id === said ? 0.75 : 0.1))),
      ),
    },
  };
}

const answer = (id: string, of: string, said: string, group: number): Answer => ({
  id,
  of,
  said,
  group,
});

describe('paired answers', () => {
  test('are matched by sample, whatever the order of samples and outputs', () => {
    const a = answers(
      ['cat', 'dog'],
      [
        answer('1', 'cat', 'cat', 0),
        answer('2', 'cat', 'dog', 1),
        answer('3', 'dog', 'dog', 2),
        answer('4', 'dog', 'cat', 3),
      ],
    );
    const b = answers(
      ['dog', 'owl', 'cat'],
      [
        answer('4', 'dog', 'dog', 0),
        answer('3', 'dog', 'owl', 1),
        answer('2', 'cat', 'owl', 2),
        answer('1', 'cat', 'cat', 3),
      ],
    );
    const paired = pairedAnswers(a, b);
    expect(paired.aRight).toEqual([true, false, true, false]);
    expect(paired.bRight).toEqual([true, false, false, true]);
    expect(new Set(paired.groups).size).toBe(4);
    expect(paired).toMatchObject({ relabelled: 0, onlyInA: 0, onlyInB: 0 });
  });

  test('leave out what one run only judged, and what had another class in each', () => {
    const a = answers(
      ['cat', 'dog'],
      [
        answer('only a', 'cat', 'cat', 0),
        answer('moved', 'cat', 'cat', 1),
        answer('both', 'dog', 'dog', 2),
      ],
    );
    const b = answers(
      ['cat', 'dog'],
      [
        answer('both', 'dog', 'cat', 0),
        answer('moved', 'dog', 'dog', 1),
        answer('only b', 'cat', 'cat', 2),
        answer('only b too', 'cat', 'cat', 3),
      ],
    );
    expect(pairedAnswers(a, b)).toEqual({
      aRight: [true],
      bRight: [false],
      groups: Int32Array.of(0),
      relabelled: 1,
      onlyInA: 1,
      onlyInB: 2,
    });
  });

  test('are dependent where they were in either run', () => {
    const list = (groups: number[]) =>
      groups.map((group, at) => answer(String(at), 'cat', 'cat', group));
    // 0–1 together in the first, 1–2 in the second, 3 alone, 4–5 in both.
    const a = answers(['cat', 'dog'], list([7, 7, 1, 2, 3, 3]));
    const b = answers(['cat', 'dog'], list([0, 1, 1, 2, 9, 9]));
    expect([...pairedAnswers(a, b).groups]).toEqual([0, 0, 0, 3, 4, 4]);
  });

  test('of nothing in common there are none', () => {
    const paired = pairedAnswers(
      answers(['cat', 'dog'], [answer('1', 'cat', 'cat', 0)]),
      answers(['cat', 'dog'], []),
    );
    expect(paired.aRight).toEqual([]);
    expect(paired.groups).toHaveLength(0);
    expect(paired.onlyInA).toBe(1);
  });
});
