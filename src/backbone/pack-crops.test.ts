import { expect, test } from 'vitest';
import { packCrops, pixelScale, RAW_PIXELS } from './pack-crops.ts';

const SIZE = 224;
/** Every pixel tells its column, row and picture. */
const crop = (picture: number) =>
  Uint8ClampedArray.from({ length: SIZE * SIZE * 4 }, (_, i) => {
    const pixel = i >> 2;
    return [pixel % SIZE, Math.floor(pixel / SIZE), picture, 255][i % 4] ?? 0;
  });
const pixel = (batch: Float32Array, picture: number, row: number, column: number) => {
  const at = ((picture * SIZE + row) * SIZE + column) * 3;
  return [...batch.subarray(at, at + 3)];
};

test('crops are packed one after the other, without alpha', () => {
  const batch = packCrops([crop(7), crop(8)], false, RAW_PIXELS);
  expect(batch.length).toBe(2 * SIZE * SIZE * 3);
  expect(pixel(batch, 0, 0, 0)).toEqual([0, 0, 7]);
  expect(pixel(batch, 0, 3, 200)).toEqual([200, 3, 7]);
  expect(pixel(batch, 1, 223, 223)).toEqual([223, 223, 8]);
});

test('mirrored, columns run the other way and rows do not', () => {
  const batch = packCrops([crop(7), crop(8)], true, RAW_PIXELS);
  expect(pixel(batch, 0, 0, 0)).toEqual([223, 0, 7]);
  expect(pixel(batch, 1, 5, 200)).toEqual([23, 5, 8]);
  expect(pixel(batch, 1, 223, 223)).toEqual([0, 223, 8]);
});

test('a crop of another size is refused', () => {
  expect(() => packCrops([new Uint8ClampedArray(12)], false, RAW_PIXELS)).toThrow(RangeError);
});

test('pixels are scaled to the range of the backbone, ends included', () => {
  const signed = pixelScale([-1, 1]);
  expect([signed[0], signed[255]]).toEqual([-1, 1]);
  expect(signed[51]).toBeCloseTo(-0.6, 6);
  const unit = pixelScale([0, 1]);
  expect([unit[0], unit[255]]).toEqual([0, 1]);
});
