/** The one Chromium, its pages, and how they are talked to. */
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../tests/support/find-chromium.mjs';
import { median } from './report.mjs';

/** Photos and real networks that lie beside a developer's checkout; a clone has none. */
export const shared = path.resolve(import.meta.dirname, '../../shared');
/** No call takes a tenth of it, unless something hangs; milliseconds. */
const PATIENCE = 180_000;

const list = (folder) => {
  const place = path.join(shared, 'images', folder);
  return readdirSync(place)
    .sort()
    .map((name) => path.join(place, name));
};

/** Three classes of 100 in a row: cats, dogs (80 each, the first 20 of them twice), horses and humans. */
function photos() {
  const [cats, dogs] = ['cats-dogs/cats', 'cats-dogs/dogs'].map(list);
  const figures = ['horses-humans/horses', 'horses-humans/humans'].flatMap((f) =>
    list(f).slice(0, 50),
  );
  return [cats, dogs].flatMap((kind) => [...kind, ...kind.slice(0, 20)]).concat(figures);
}

/** So many files of photos in a folder, each with a name of its own; few enough are no two alike. */
export function copiesOfPhotos(count, folder) {
  const all = ['cats-dogs/cats', 'cats-dogs/dogs', 'horses-humans/horses', 'horses-humans/humans'];
  const files = all.flatMap(list);
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: count }, (_, at) => {
    const copy = path.join(folder, `photo-${String(at).padStart(4, '0')}.jpg`);
    copyFileSync(files[at % files.length], copy);
    return copy;
  });
}

/** A profile of its own on disk: a private window would keep IndexedDB in memory only. */
export async function openBrowser(profile) {
  return chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  });
}

/** The network's files, for an `input`. */
export function backboneFiles() {
  const folder = path.join(shared, 'backbones/mobilenet_v2_0.35_224');
  return readdirSync(folder).map((name) => path.join(folder, name));
}

/** Opens the page of one side; one that is to answer at once is given no files. */
export async function openPage(context, origin, side, hash = '') {
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`${side}: ${error.message}`));
  await page.goto(`${origin}/bench/${side}.html${hash}`);
  return page;
}

/** Gives a page the photos and the network. */
export async function giveFiles(page, more) {
  await page.setInputFiles('#photos', [...photos(), ...more]);
  await page.setInputFiles('#backbone', backboneFiles());
}

/** Calls a function of a page, which is in front meanwhile: a hidden tab would be slowed down. */
export async function call(page, [name, ...words], patience = PATIENCE) {
  await page.bringToFront();
  let timer;
  const silence = new Promise((_, reject) => {
    const lost = () => reject(new Error(`${page.url()}: no answer from ${name}()`));
    timer = setTimeout(lost, patience);
  });
  const asked = page.evaluate(([name, words]) => window.bench[name](...words), [name, words]);
  const answer = await Promise.race([asked, silence]).finally(() => clearTimeout(timer));
  return Array.isArray(answer) ? median(answer) : answer;
}
