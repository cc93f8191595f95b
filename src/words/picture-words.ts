import type { PictureFault } from '../picture/types.ts';
import { megabytes } from './format-number.ts';

/** Why a file did not become a picture, as the end of "cat.heic: …". */
export function pictureWords(fault: PictureFault): string {
  switch (fault.kind) {
    case 'not-an-image':
      return 'is not an image.';
    case 'empty':
      return 'is empty.';
    case 'damaged':
      return 'is damaged and cannot be read.';
    case 'unsupported-format':
      return `is a ${fault.format} image, which this browser cannot open. ${otherWay(fault.openedBy)}`;
    case 'unreadable':
      return 'can no longer be read: it was moved, deleted or locked.';
    case 'decoder-failed':
      return 'made the decoder fail, twice; it may be damaged.';
    case 'cancelled':
      return 'was cancelled.';
    case 'too-many-bytes':
      return `is too large: ${megabytes(fault.bytes)}; the limit is ${megabytes(fault.limit)}.`;
    case 'too-many-pixels':
      return `is too large: ${Math.round(fault.pixels / 1e6)} megapixels; the limit is ${Math.round(fault.limit / 1e6)}.`;
  }
}

function otherWay(browser: string | null): string {
  const save = 'save it as JPEG or PNG first.';
  return browser === null ? `Please ${save}` : `${browser} can; or ${save}`;
}
