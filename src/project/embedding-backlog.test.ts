import { beforeEach, expect, it } from 'vitest';
import { EmbeddingBacklog } from './embedding-backlog.ts';
import type { Sample } from './types.ts';

const sample = (id: string, testOnly = false): Sample => ({
  id,
  classId: 'cats',
  burstId: null,
  name: `${id}.jpg`,
  type: 'image/jpeg',
  width: 4,
  height: 4,
  addedAt: 1,
  testOnly,
  deletedAt: null,
});
const none: ReadonlySet<string> = new Set();
const ids = (batch: ReturnType<EmbeddingBacklog['next']>) => batch?.samples.map(({ id }) => id);

let backlog: EmbeddingBacklog;
beforeEach(() => {
  backlog = new EmbeddingBacklog();
  backlog.begin(['a'], []);
  backlog.survey([sample('a'), sample('b'), sample('c'), sample('t', true)]);
});

it('gives originals first, then mirror images, but none of what is only tested', () => {
  expect(backlog.counts()).toEqual({ total: 4, done: 1, mirrorsLeft: 3, unreadable: [] });
  expect(backlog.next([], none, 2)).toEqual({ samples: [sample('b'), sample('c')], mirror: false });
  expect(ids(backlog.next([], new Set(['b', 'c']), 2))).toEqual(['t']);
  backlog.finish(['b', 'c', 't'], false);
  expect(backlog.next([], none, 9)).toMatchObject({ mirror: true });
  expect(ids(backlog.next([], none, 9))).toEqual(['a', 'b', 'c']);
  backlog.finish(['a', 'b', 'c'], true);
  expect(backlog.next([], none, 9)).toBeNull();
  expect(backlog.counts()).toMatchObject({ total: 4, done: 4, mirrorsLeft: 0 });
});

it('lets those go first that are at hand, once each', () => {
  backlog.add(sample('new'));
  expect(ids(backlog.next(['new', 'gone'], none, 3))).toEqual(['new', 'b', 'c']);
  expect(backlog.counts()).toMatchObject({ total: 5, done: 1, mirrorsLeft: 4 });
});

it('counts what is lost as done, and remembers it', () => {
  backlog.lose('b');
  expect(backlog.counts()).toEqual({ total: 4, done: 2, mirrorsLeft: 2, unreadable: ['b'] });
  expect(ids(backlog.next([], none, 9))).toEqual(['c', 't']);
  backlog.begin([], []);
  backlog.survey([sample('b'), sample('c')]);
  expect(backlog.counts()).toEqual({ total: 2, done: 1, mirrorsLeft: 1, unreadable: ['b'] });
});

it('forgets what is no longer live', () => {
  backlog.survey([sample('c')]);
  expect(backlog.isOpen('b')).toBe(false);
  backlog.lose('b');
  expect(backlog.counts()).toEqual({ total: 1, done: 0, mirrorsLeft: 1, unreadable: [] });
});

it('gives back to training what was only tested', () => {
  backlog.finish(['b', 'c', 't'], false);
  backlog.survey([sample('t')]);
  expect(backlog.next([], none, 9)).toEqual({ samples: [sample('t')], mirror: true });
});
