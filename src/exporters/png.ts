import { strToU8, zlibSync } from 'fflate';
import { joinBytes } from '../backbone/join-bytes.ts';
import { crc32 } from './crc32.ts';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const EIGHT_BIT_RGB = [8, 2, 0, 0, 0];
/** Each byte minus the one a pixel to its left: https://www.w3.org/TR/png-3/#9Filters */
const SUB_FILTER = 1;

/**
 * A lossless PNG, 8-bit RGB, of `width` × `height` RGBA pixels, row-major; alpha is left out.
 * It has no colour profile: a decoder gives back these very bytes.
 *
 * @throws RangeError when there are not width × height × 4 bytes.
 */
export function encodePng(
  rgba: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
): Uint8Array<ArrayBuffer> {
  if (rgba.length !== width * height * 4) {
    throw new RangeError(`${rgba.length} bytes are not ${width} × ${height} RGBA pixels`);
  }
  const header = new Uint8Array([...bigEndian(width), ...bigEndian(height), ...EIGHT_BIT_RGB]);
  return joinBytes([
    SIGNATURE,
    ...chunk('IHDR', header),
    ...chunk('IDAT', zlibSync(filteredRows(rgba, width, height))),
    ...chunk('IEND', new Uint8Array()),
  ]);
}

function filteredRows(rgba: Uint8Array | Uint8ClampedArray, width: number, height: number) {
  const rows = new Uint8Array(height * (1 + width * 3));
  let written = 0;
  for (let y = 0; y < height; y++) {
    rows[written++] = SUB_FILTER;
    for (let x = 0; x < width; x++) {
      const pixel = (y * width + x) * 4;
      for (let channel = pixel; channel < pixel + 3; channel++) {
        const left = x === 0 ? 0 : (rgba[channel - 4] ?? 0);
        rows[written++] = (rgba[channel] ?? 0) - left;
      }
    }
  }
  return rows;
}

function chunk(type: string, data: Uint8Array): Uint8Array[] {
  const typed = joinBytes([strToU8(type), data]);
  return [bigEndian(data.length), typed, bigEndian(crc32(typed))];
}

function bigEndian(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
