import { expect, test } from 'vitest';
import { forEachGroup } from './file-groups.ts';

/** Groups that end when they are told to. */
function held(count: number) {
  const controller = new AbortController();
  const begun: { group: number[]; first: number; end: () => void }[] = [];
  const take = (group: number[], first: number) =>
    new Promise<void>((end) => begun.push({ group, first, end }));
  const pace = { signal: controller.signal, room: async () => undefined };
  const all = forEachGroup([...new Array(count).keys()], take, pace);
  return { controller, begun, all };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('six groups of eight are under way, and one more for each that ends', async () => {
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
  expect(begun.flatMap(({ group }) => group)).toEqual([...new Array(60).keys()]);
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

test('no group is begun before there is room for it', async () => {
  let free: () => void = () => undefined;
  const room = () =>
    new Promise<void>((resolve) => {
      free = resolve;
    });
  const begun: number[] = [];
  const take = async (_: number[], first: number) => {
    begun.push(first);
  };
  const all = forEachGroup([...new Array(16).keys()], take, {
    signal: new AbortController().signal,
    room,
  });
  for (const expected of [[], [0], [0, 8]]) {
    await settled();
    expect(begun).toEqual(expected);
    free();
  }
  await all;
});

test('of no files there is nothing to do', async () => {
  const { begun, all } = held(0);
  await all;
  expect(begun).toEqual([]);
});
