/** The one Chromium, its pages, and how they are talked to. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../tests/support/find-chromium.mjs';
import { median } from './report.mjs';

/** Photos and real networks that lie beside a developer's checkout; a clone has none. */
export const shared = path.resolve(import.meta.dirname, '../../shared');
/** No call takes a tenth of it, unless something hangs; milliseconds. */
const PATIENCE = 180_000;

/** Three classes of 100 in a row: cats, dogs (80 each, the first 20 of them twice), horses and humans. */
function photos() {
  const list = (folder) => {
    const place = path.join(shared, 'images', folder);
    return readdirSync(place)
      .sort()
      .map((name) => path.join(place, name));
  };
  const [cats, dogs] = ['cats-dogs/cats', 'cats-dogs/dogs'].map(list);
  const figures = ['horses-humans/horses', 'horses-humans/humans'].flatMap((f) =>
    list(f).slice(0, 50),
  );
  return [cats, dogs].flatMap((kind) => [...kind, ...kind.slice(0, 20)]).concat(figures);
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

export async function openPage(context, origin, side) {
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`${side}: ${error.message}`));
  await page.goto(`${origin}/bench/${side}.html`);
  const backbone = path.join(shared, 'backbones/mobilenet_v2_0.35_224');
  await page.setInputFiles('#photos', photos());
  await page.setInputFiles(
    '#backbone',
    readdirSync(backbone).map((name) => path.join(backbone, name)),
  );
  return page;
}

/** Calls a function of a page, which is in front meanwhile: a hidden tab would be slowed down. */
export async function call(page, [name, ...words]) {
  await page.bringToFront();
  let timer;
  const silence = new Promise((_, reject) => {
    const lost = () => reject(new Error(`${page.url()}: no answer from ${name}()`));
    timer = setTimeout(lost, PATIENCE);
  });
  const asked = page.evaluate(([name, words]) => window.bench[name](...words), [name, words]);
  const answer = await Promise.race([asked, silence]).finally(() => clearTimeout(timer));
  return Array.isArray(answer) ? median(answer) : answer;
}
