/** Folders of class folders, as sets of pictures to be told apart. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { shared } from '../pages.mjs';

/** The photos beside a developer's checkout; tests/support/photos.ts names the same. */
const DEFAULT_SETS = ['cats-dogs', 'horses-humans'];
const PICTURE = /\.(jpe?g|png|webp|gif|bmp|avif)$/i;

/**
 * @param {string[]} folders each with a sub-folder for each class
 * @param {number} limit pictures of each class at most; evenly spread over those there are
 * @returns {{ name: string, folder: string, classes: { name: string, files: string[] }[] }[]}
 * @throws {Error} with one sentence, where a folder holds fewer than two classes
 */
export function readSets(folders, limit) {
  const wanted = folders.length > 0 ? folders : DEFAULT_SETS.map(photosOf).filter(existsSync);
  return wanted.map((folder) => {
    const classes = subFolders(folder)
      .map((name) => ({ name, files: spread(picturesIn(path.join(folder, name)), limit) }))
      .filter(({ files }) => files.length > 0);
    if (classes.length < 2) throw new Error(`${folder}: not two folders with pictures in it.`);
    return { name: path.basename(path.resolve(folder)), folder, classes };
  });
}

const photosOf = (name) => path.join(shared, 'images', name);

function subFolders(folder) {
  if (!existsSync(folder)) throw new Error(`${folder}: there is no such folder.`);
  return readdirSync(folder)
    .filter((name) => statSync(path.join(folder, name)).isDirectory())
    .sort();
}

function picturesIn(folder) {
  return readdirSync(folder)
    .filter((name) => PICTURE.test(name))
    .sort();
}

function spread(files, limit) {
  if (files.length <= limit) return files;
  return Array.from({ length: limit }, (_, at) => files[Math.floor((at * files.length) / limit)]);
}
