import { strToU8 } from 'fflate';
import { PREPROCESSING } from '../picture/preprocessing.ts';
import { encodePng } from './png.ts';
import type { ArchiveFile, GoldenPicture } from './types.ts';

/**
 * `golden/`: pictures as the network sees them and the answers expected for them, so that whoever
 * runs the model elsewhere can prove that it gives the same. No files where there are no pictures.
 */
export function goldenFiles(pictures: readonly GoldenPicture[]): ArchiveFile[] {
  if (pictures.length === 0) return [];
  const { size } = PREPROCESSING;
  const expected = pictures.map(({ probabilities }, index) => ({
    file: `${index}.png`,
    probabilities,
  }));
  return [
    ...pictures.map(({ pixels }, index) => ({
      path: `golden/${index}.png`,
      bytes: encodePng(pixels, size, size),
    })),
    { path: 'golden/expected.json', bytes: new Uint8Array(strToU8(JSON.stringify(expected))) },
  ];
}
