import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sniff } from './sniff.ts';

const text = (words: string) => new TextEncoder().encode(words);
const bytes = (...parts: (number[] | string)[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...text(part)] : part)));
const u16 = (value: number) => [value >>> 8, value & 0xff];
const u32 = (value: number) => [...u16(value >>> 16), ...u16(value & 0xffff)];
const little = (big: number[]) => [...big].reverse();
const zeros = (count: number) => Array.from({ length: count }, () => 0);

const segment = (marker: number, ...content: (number[] | string)[]) => {
  const inside = bytes(...content);
  return [0xff, marker, ...u16(inside.length + 2), ...inside];
};
const frame = (marker: number, width: number, height: number) =>
  segment(marker, [8], u16(height), u16(width), [3], zeros(9));
const JPEG_START = [0xff, 0xd8];
const JPEG_SCAN = [...segment(0xda, zeros(6)), 1, 2, 3, 0xff, 0xd9];
const jpeg = (...segments: number[][]) => bytes(JPEG_START, ...segments, JPEG_SCAN);

const chunk = (name: string, ...content: (number[] | string)[]) => {
  const inside = bytes(...content);
  return [...u32(inside.length), ...text(name), ...inside, 0, 0, 0, 0];
};
const PNG_START = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const header = (width: number, height: number) =>
  chunk('IHDR', u32(width), u32(height), [8, 6, 0, 0, 0]);
const png = (...chunks: number[][]) => bytes(PNG_START, ...chunks, chunk('IEND'));

const webp = (name: string, ...content: number[][]) => {
  const inside = bytes(...content, zeros(20));
  const riff = bytes('WEBP', name, little(u32(inside.length)), [...inside]);
  return bytes('RIFF', little(u32(riff.length)), [...riff]);
};
const heif = (brands: string[], width: number, height: number) =>
  bytes(
    u32(8 + 4 * (brands.length + 1)),
    'ftyp',
    brands[0] ?? '',
    zeros(4),
    ...brands.slice(1),
    u32(200),
    'meta',
    zeros(12),
    u32(20),
    'ispe',
    zeros(4),
    u32(width),
    u32(height),
    zeros(4),
  );

const size = (width: number, height: number) => ({ size: { width, height } });

describe('formats and sizes', () => {
  it.each<[string, Uint8Array, object]>([
    ['baseline JPEG', jpeg(frame(0xc0, 320, 240)), { format: 'jpeg', ...size(320, 240) }],
    ['progressive JPEG', jpeg(frame(0xc2, 9000, 6000)), { format: 'jpeg', ...size(9000, 6000) }],
    ['JPEG with fill bytes', jpeg([0xff, 0xff], frame(0xc0, 5, 4)), size(5, 4)],
    [
      'JPEG with a Huffman table first',
      jpeg(segment(0xc4, zeros(9)), frame(0xc1, 7, 8)),
      size(7, 8),
    ],
    ['PNG', png(header(300, 200)), { format: 'png', ...size(300, 200) }],
    [
      'lossy WebP',
      webp('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a], little(u16(550)), little(u16(368))),
      { format: 'webp', ...size(550, 368) },
    ],
    [
      'lossless WebP',
      webp('VP8L', [0x2f], little(u32((99 << 14) | 199))),
      { format: 'webp', ...size(200, 100) },
    ],
    [
      'extended WebP',
      webp('VP8X', zeros(4), [0xff, 0x0f, 0, 0x10, 0, 0]),
      { format: 'webp', ...size(4096, 17) },
    ],
    [
      'GIF',
      bytes('GIF89a', little(u16(640)), little(u16(480)), zeros(3)),
      { format: 'gif', ...size(640, 480) },
    ],
    [
      'BMP, top down',
      bytes('BM', zeros(12), [40, 0, 0, 0], little(u32(30)), little(u32(-20 >>> 0)), zeros(9)),
      { format: 'bmp', ...size(30, 20) },
    ],
    [
      'BMP of OS/2',
      bytes('BM', zeros(12), [12, 0, 0, 0], little(u16(30)), little(u16(20)), zeros(9)),
      { format: 'bmp', ...size(30, 20) },
    ],
    ['AVIF', heif(['avif', 'mif1'], 800, 600), { format: 'avif', ...size(800, 600) }],
    ['AVIF that names itself second', heif(['mif1', 'avif'], 1, 2), { format: 'avif' }],
    ['HEIC', heif(['heic', 'mif1'], 4032, 3024), { format: 'heic', ...size(4032, 3024) }],
    ['TIFF', bytes('II', [0x2a, 0], zeros(20)), { format: 'tiff', size: null }],
    ['big-endian TIFF', bytes('MM', [0, 0x2a], zeros(20)), { format: 'tiff' }],
    ['JPEG XL', bytes(u32(12), 'JXL ', [13, 10, 0x87, 10]), { format: 'jxl' }],
    ['icon', bytes([0, 0, 1, 0, 1, 0, 32, 32, 0, 0], zeros(20)), { format: 'ico' }],
    [
      'SVG',
      text(
        '\uFEFF<?xml version="1.0"?>\n<!-- by hand -->\n<!DOCTYPE svg PUBLIC "a" "b" [<!ENTITY c "d">]>\n<svg>',
      ),
      { format: 'svg' },
    ],
  ])('%s', (_name, file, expected) => {
    expect(sniff(file)).toMatchObject({ hasExif: false, animated: false, ...expected });
  });
});

describe('what speaks against keeping a file as it is', () => {
  it.each<[string, Uint8Array, object]>([
    [
      'EXIF before the frame',
      jpeg(segment(0xe1, 'Exif', zeros(8)), frame(0xc0, 3, 2)),
      { hasExif: true, ...size(3, 2) },
    ],
    ['EXIF behind the frame', jpeg(frame(0xc0, 3, 2), segment(0xe1, 'Exif')), { hasExif: true }],
    [
      'JFIF and a colour profile only',
      jpeg(segment(0xe0, 'JFIF'), segment(0xe2, 'ICC_PROFILE')),
      { hasExif: false },
    ],
    [
      'eXIf behind the pixels',
      png(header(3, 2), chunk('IDAT', zeros(50)), chunk('eXIf', zeros(8))),
      { hasExif: true },
    ],
    ['animated PNG', png(header(3, 2), chunk('acTL', zeros(8))), { animated: true }],
    ['WebP with EXIF', webp('VP8X', [8, 0, 0, 0], zeros(6)), { hasExif: true, animated: false }],
    ['animated WebP', webp('VP8X', [2, 0, 0, 0], zeros(6)), { hasExif: false, animated: true }],
  ])('%s', (_name, file, expected) => {
    expect(sniff(file)).toMatchObject(expected);
  });
});

describe('not an image', () => {
  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['a page', text('<!doctype html><html><body><svg></svg></body></html>')],
    ['a page without a doctype', text('<div><svg></svg></div>')],
    ['PDF', text('%PDF-1.7\n')],
    ['zip', bytes('PK', [3, 4], zeros(30))],
    ['a text that begins with BM', text('BMW builds cars, and has done so for a long time.')],
    ['a film', bytes(u32(20), 'ftypisom', zeros(4), 'mp42')],
    ['a sound in RIFF', bytes('RIFF', u32(9), 'WAVEfmt ', zeros(20))],
  ])('%s', (_name, file) => {
    expect(sniff(file)).toBeNull();
  });
});

describe('hostile headers', () => {
  const files: [string, Uint8Array][] = [
    ['JPEG', jpeg(segment(0xe1, 'Exif', zeros(40)), frame(0xc0, 320, 240))],
    ['PNG', png(header(300, 200), chunk('IDAT', zeros(40)))],
    ['WebP', webp('VP8X', zeros(10))],
    ['GIF', bytes('GIF89a', zeros(9))],
    ['BMP', bytes('BM', zeros(12), [40, 0, 0, 0], zeros(20))],
    ['HEIC', heif(['heic', 'mif1'], 4032, 3024)],
    ['icon', bytes([0, 0, 1, 0, 1, 0, 32, 32, 0, 0], zeros(20))],
  ];

  it.each(files)('%s cut anywhere is read without an error', (_name, file) => {
    for (let length = 0; length <= file.length; length++) {
      expect(() => sniff(file.slice(0, length))).not.toThrow();
    }
  });

  it.each(files)('%s with any byte turned to 0 or 255 is read without an error', (_name, file) => {
    for (let at = 0; at < file.length; at++) {
      for (const value of [0, 255]) {
        const broken = file.slice();
        broken[at] = value;
        expect(() => sniff(broken)).not.toThrow();
      }
    }
  });

  it('a segment of length 0 does not hold it up', () => {
    expect(sniff(bytes(JPEG_START, [0xff, 0xe1, 0, 0], zeros(100)))).toMatchObject({ size: null });
  });

  it('the same holds for a view into a larger buffer', () => {
    const file = png(header(300, 200));
    const around = new Uint8Array(file.length + 20).fill(0xff);
    around.set(file, 10);
    expect(sniff(around.subarray(10, 10 + file.length))).toMatchObject(size(300, 200));
  });
});

const photoFolder = new URL('../../../shared/images/cats-dogs/cats/', import.meta.url);
const havePhotos = existsSync(photoFolder);
if (!havePhotos) console.log('skipped: no photos beside the checkout (../shared/images)');

describe.skipIf(!havePhotos)('real photos', () => {
  it('all are JPEGs of at most 320 pixels without EXIF', () => {
    const names = readdirSync(photoFolder);
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      const image = sniff(readFileSync(new URL(name, photoFolder)));
      expect(image).toMatchObject({ format: 'jpeg', hasExif: false });
      const { width, height } = image?.size ?? { width: 0, height: 0 };
      expect(Math.min(width, height)).toBeGreaterThan(50);
      expect(Math.max(width, height)).toBeLessThanOrEqual(320);
    }
  });
});
