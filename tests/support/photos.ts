import { readdirSync } from 'node:fs';
import path from 'node:path';
import { shuffle } from '../../src/head/random.ts';
import { sharedFolder } from './browser.ts';

/** All there are. */
export const PHOTO_FOLDERS = [
  'cats-dogs/cats',
  'cats-dogs/dogs',
  'horses-humans/horses',
  'horses-humans/humans',
];

/** Paths of all photos of a folder below shared/images ("cats-dogs/cats"), sorted. */
export function photos(folder: string): string[] {
  const where = path.join(sharedFolder, 'images', folder);
  return readdirSync(where)
    .sort()
    .map((name) => path.join(where, name));
}

export interface Split {
  taught: string[];
  /** None of them shows what a taught one shows. */
  unseen: string[];
}

/**
 * Takes `wanted` photos to teach with. Files of one figure (the stem before the last dash, where
 * there is one: "horse01-8.jpg") never stand on both sides; what is left of the last figure taken
 * is left out.
 */
export function drawSplit(files: string[], wanted: number, random: () => number): Split {
  const byFigure = new Map<string, string[]>();
  for (const file of files) {
    byFigure.set(figureOf(file), [...(byFigure.get(figureOf(file)) ?? []), file]);
  }
  const figures = [...byFigure.values()];
  shuffle(figures, random);
  const taught: string[] = [];
  while (taught.length < wanted && figures.length > 0) taught.push(...(figures.shift() ?? []));
  return { taught: taught.slice(0, wanted), unseen: figures.flat() };
}

/** What a photo shows one of. Photos of cats and dogs are "cat-012.jpg": there every file stands alone. */
export function figureOf(file: string): string {
  const name = path.basename(file);
  return /^(cat|dog)-/.test(name) ? name : name.slice(0, name.lastIndexOf('-'));
}
