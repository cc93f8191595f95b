import { beforeEach, expect, test, vi } from 'vitest';
import { ok } from '../result.ts';
import type { Sample } from './types.ts';

/** What the engine was asked to embed: "a b" for originals, "a b mirrored" for mirror images. */
const asked = vi.hoisted((): string[] => []);

vi.mock('../engine/engine.ts', () => ({
  engine: {
    embedded: async () => ok({ originals: [], mirrored: [] }),
    embed: async (ids: string[], _crops: unknown, mirror: boolean) => {
      asked.push(`${ids.join(' ')}${mirror ? ' mirrored' : ''}`);
      return ok(null);
    },
  },
}));
vi.mock('./decoder.ts', () => ({ decoder: {} }));

const { embeddingQueue, embeddingStore } = await import('./embedding-queue.ts');

const sample = (id: string): Sample => ({
  id,
  classId: 'cats',
  burstId: null,
  name: `${id}.jpg`,
  type: 'image/jpeg',
  width: 4,
  height: 4,
  addedAt: 1,
  testOnly: false,
  deletedAt: null,
});
const arrive = (...ids: string[]) =>
  embeddingQueue.add(ids.map((id) => ({ sample: sample(id), pixels: new Uint8ClampedArray(4) })));
const activity = () => embeddingStore.getState().activity;
/** Until nothing more happens by itself. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

beforeEach(async () => {
  await embeddingQueue.begin();
  asked.length = 0;
});

test('mirror images wait until no more originals are expected', async () => {
  const noMore = embeddingQueue.expectMore();
  const finished = vi.fn();
  void embeddingQueue.finished(new AbortController().signal).then(finished);
  arrive('a', 'b');
  await settle();
  expect(asked).toEqual(['a b']);
  expect(activity()).toBe('running');
  arrive('c');
  await settle();
  expect(asked).toEqual(['a b', 'c']);
  expect(finished).not.toHaveBeenCalled();

  noMore();
  await settle();
  expect(asked).toEqual(['a b', 'c', 'a b c mirrored']);
  expect(activity()).toBe('idle');
  expect(finished).toHaveBeenCalledWith(null);
});

test('of two that expect more, both have to end', async () => {
  const ends = [embeddingQueue.expectMore(), embeddingQueue.expectMore()];
  arrive('d');
  ends[0]?.();
  await settle();
  expect(asked).toEqual(['d']);
  ends[1]?.();
  await settle();
  expect(asked).toEqual(['d', 'd mirrored']);
});
