import { expect, test } from 'vitest';
import { forEachGroup, inGroups } from './file-groups.ts';

const KB = 1024;
const sizesOf = (files: { size: number }[]) =>
  inGroups(files).map((group) => group.map(({ size }) => size / KB));
const files = (...kilobytes: number[]) => kilobytes.map((each) => ({ size: each * KB }));

test('eight small files go together, in their order', () => {
  const many = Array.from({ length: 20 }, (_, place) => ({ size: 20 * KB, place }));
  const groups = inGroups(many);
  expect(groups.map(({ length }) => length)).toEqual([8, 8, 4]);
  expect(groups.flat()).toEqual(many);
});

test('a megabyte together at most, and what is larger alone', () => {
  expect(sizesOf(files(600, 424, 1, 5_000, 10, 10))).toEqual([[600, 424], [1], [5_000], [10, 10]]);
  expect(sizesOf(files(0, 2_000, 0, 0))).toEqual([[0], [2_000], [0, 0]]);
});

test('no files, no groups', () => {
  expect(inGroups([])).toEqual([]);
});

/** Groups that end when they are told to. */
function held(count: number) {
  const controller = new AbortController();
  const begun: { files: number; first: number; end: () => void }[] = [];
  const take = (group: unknown[], first: number) =>
    new Promise<void>((end) => begun.push({ files: group.length, first, end }));
  const pace = { signal: controller.signal, room: async () => undefined };
  const all = forEachGroup(files(...new Array<number>(count).fill(1)), take, pace);
  return { controller, begun, all };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('48 files are under way, and one group more for each that ends', async () => {
  const { begun, all } = held(60);
  await settled();
  expect(begun.map(({ first }) => first)).toEqual([0, 8, 16, 24, 32, 40]);
  begun[2]?.end();
  await settled();
  expect(begun.map(({ first }) => first).slice(6)).toEqual([48]);
  let over = false;
  void all.then(() => {
    over = true;
  });
  for (const { end } of begun) end();
  await settled();
  expect(begun.map(({ files: size }) => size)).toEqual([8, 8, 8, 8, 8, 8, 8, 4]);
  expect(over).toBe(false);
  begun[7]?.end();
  await all;
});

test('once cancelled no other group is begun', async () => {
  const { controller, begun, all } = held(60);
  await settled();
  controller.abort();
  for (const { end } of begun) end();
  await all;
  expect(begun).toHaveLength(6);
});
