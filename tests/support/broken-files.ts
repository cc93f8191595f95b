import { drawn, type FilePayload } from './drawn-pictures.ts';

/** A file that is no usable picture, and what the app must say of it. */
export interface BrokenFile {
  file: FilePayload;
  reason: RegExp;
}

/**
 * One file of each kind that people really have.
 * @param jpeg a sound JPEG, to be cut short.
 */
export function brokenFiles(jpeg: Buffer): BrokenFile[] {
  const made = (name: string, bytes: Uint8Array | string) => ({
    name,
    mimeType: 'image/jpeg',
    buffer: Buffer.from(bytes),
  });
  return [
    { file: made('notes.jpg', 'Not a picture at all, only words.\n'), reason: /is not an image/ },
    { file: made('half.png', beginning(drawn('disc', 99).buffer)), reason: /is damaged/ },
    { file: made('half.jpg', beginning(jpeg)), reason: /is damaged/ },
    { file: made('headers.jpg', headersOnly()), reason: /is damaged/ },
    { file: made('nothing.jpg', ''), reason: /is empty/ },
    { file: made('huge.jpg', hugeJpeg()), reason: /too large: 51 megapixels; the limit is 50/ },
    {
      file: made('phone.heic', heic()),
      reason: /HEIC image, which this browser cannot open.*Safari/,
    },
  ];
}

/** As a broken download leaves it. */
function beginning(file: Buffer): Buffer {
  return file.subarray(0, Math.floor(file.length * 0.6));
}

/** Headers of a grey 64 × 64 JPEG whose scan never begins. */
function headersOnly(): Uint8Array {
  return Uint8Array.from([...JPEG_START, ...frame(64, 64), 0xff, 0xda, 0x00, 0x08, 0x01, 0x01]);
}

/** 8500 × 6000, by its header. */
function hugeJpeg(): Uint8Array {
  return Uint8Array.from([...JPEG_START, ...frame(8_500, 6_000), ...Array(512).fill(0x55)]);
}

/** The first box of a phone's picture, and some bytes behind it. */
function heic(): Uint8Array {
  const box = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
  return Buffer.concat([box, Buffer.alloc(400, 7)]);
}

/** Start of image and the JFIF segment. */
const JPEG_START = [
  0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x4a, 0x46, 0x49, 0x46, 0x00, 0x01, 0x01, 0x00, 0x00, 0x01,
  0x00, 0x01, 0x00, 0x00,
];

/** A baseline frame header of one component (ITU T.81, B.2.2). */
function frame(width: number, height: number): number[] {
  const twoBytes = (value: number) => [value >> 8, value & 0xff];
  return [0xff, 0xc0, 0, 11, 8, ...twoBytes(height), ...twoBytes(width), 1, 1, 0x11, 0];
}
