import { unzlibSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { seededPixels } from '../../tests/support/export-source.ts';
import { crc32 } from './crc32.ts';
import { encodePng } from './png.ts';

/** Reads what any PNG reader must: chunks with their checksums, then the filtered rows. 8-bit RGB only. */
function decodePng(png: Uint8Array) {
  const view = new DataView(png.buffer, png.byteOffset, png.length);
  const chunks = new Map<string, Uint8Array>();
  for (let at = 8; at < png.length; ) {
    const length = view.getUint32(at);
    const typed = png.subarray(at + 4, at + 8 + length);
    expect(view.getUint32(at + 8 + length)).toBe(crc32(typed));
    chunks.set(String.fromCharCode(...typed.subarray(0, 4)), typed.subarray(4));
    at += 12 + length;
  }
  expect([...chunks.keys()]).toEqual(['IHDR', 'IDAT', 'IEND']);
  const header = chunks.get('IHDR') ?? new Uint8Array(13);
  const size = new DataView(header.buffer, header.byteOffset, 8);
  const [width, height] = [size.getUint32(0), size.getUint32(4)];
  expect([...header.subarray(8)]).toEqual([8, 2, 0, 0, 0]);
  const rows = unzlibSync(chunks.get('IDAT') ?? new Uint8Array());
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const row = rows.subarray(y * (1 + width * 3), (y + 1) * (1 + width * 3));
    expect(row[0]).toBe(1);
    for (let i = 0; i < width * 3; i++) {
      const left = i < 3 ? 0 : (rgb[y * width * 3 + i - 3] ?? 0);
      rgb[y * width * 3 + i] = (row[i + 1] ?? 0) + left;
    }
  }
  return { width, height, rgb };
}

const rgbOf = (rgba: Uint8ClampedArray) =>
  Uint8Array.from(rgba.filter((_, index) => index % 4 < 3));

describe('encodePng', () => {
  test('gives back every pixel', () => {
    const pixels = seededPixels(4);
    const png = encodePng(pixels, 224, 224);
    expect([...png.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
    const { width, height, rgb } = decodePng(png);
    expect([width, height]).toEqual([224, 224]);
    expect(Buffer.compare(rgb, rgbOf(pixels))).toBe(0);
  });

  test('takes pictures that are not square', () => {
    const pixels = seededPixels(5).slice(0, 3 * 7 * 4);
    expect(decodePng(encodePng(pixels, 3, 7))).toEqual({
      width: 3,
      height: 7,
      rgb: rgbOf(pixels),
    });
  });

  test('refuses a wrong number of pixels', () => {
    expect(() => encodePng(new Uint8Array(12), 2, 2)).toThrow(RangeError);
  });
});

test('crc32 of the check string', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});
