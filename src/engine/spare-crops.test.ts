import { expect, it } from 'vitest';
import { SpareCrops } from './spare-crops.ts';

const crop = (value: number, length = 8) => new Uint8ClampedArray(length).fill(value);

it('copies into the buffers that came back, and never into one that is still away', () => {
  const spares = new SpareCrops(2);
  const original = crop(1);
  const first = spares.copy(original);
  expect(first).toEqual(original);
  expect(first.buffer).not.toBe(original.buffer);
  expect(spares.copy(original).buffer).not.toBe(first.buffer);
  spares.giveBack([first]);
  const second = spares.copy(crop(2));
  expect(second.buffer).toBe(first.buffer);
  expect(second).toEqual(crop(2));
  expect(spares.copy(crop(3)).buffer).not.toBe(first.buffer);
});

it('keeps no more than it may, and none of another size', () => {
  const spares = new SpareCrops(1);
  const [kept, dropped] = [crop(0), crop(0)];
  spares.giveBack([kept, dropped]);
  spares.giveBack([dropped]);
  expect(spares.copy(crop(1)).buffer).toBe(kept.buffer);
  expect(spares.copy(crop(1)).buffer).not.toBe(dropped.buffer);
  spares.giveBack([crop(0, 4)]);
  expect(spares.copy(crop(5))).toEqual(crop(5));
});
