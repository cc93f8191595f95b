/** The app itself, built as it is given out, in a browser of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { rendererMemory } from '../memory.mjs';
import { call, giveFiles, openBrowser, openPage } from '../pages.mjs';
import { summary } from '../report.mjs';
import { watched, watchPages } from './watch.mjs';

/**
 * @param wanted some of SCENES, in their order; each finds what the wanted ones before it have left
 * @param {{ origin: string, photos: string[], repeats: number, say: (line: string) => void }} means
 */
export async function runScenes(wanted, { origin, photos, repeats, say }) {
  const profile = mkdtempSync(path.join(os.tmpdir(), 'show-and-tell-bench-'));
  const context = await openBrowser(profile);
  try {
    await watchPages(context);
    const memory = await rendererMemory(context);
    const setUp = async (...steps) => {
      const page = await openPage(context, origin, 'ours');
      await giveFiles(page, photos.slice(0, 50));
      await call(page, ['prepare']);
      for (const step of steps) await call(page, step);
      await page.close();
    };
    // The network and the backend that the other pages use, and two empty classes.
    await setUp(['fill', 2, 0]);
    const seed = (samples, classes) => setUp(['seed', samples, classes]);
    let page = null;
    const reopen = async () => {
      const opened = await context.newPage();
      await page?.close();
      await opened.goto(`${origin}/app/index.html`);
      return opened;
    };
    const rows = [];
    for (const scene of wanted) {
      say(`the app: ${scene.what} …`);
      await scene.before?.(seed);
      if (page === null || scene.before) page = await reopen();
      const rounds = [];
      for (let round = 0; round < (scene.repeats ? repeats : 1); round++) {
        if (scene.opens) page = await reopen();
        const prepared = await scene.prepare?.(page, { photos });
        rounds.push(await watched(page, memory, (page) => scene.run(page, { photos, prepared })));
      }
      rows.push(rowOf(scene, rounds));
    }
    return rows;
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** The median of the times, the worst of everything else. */
function rowOf({ name, what, aims }, rounds) {
  const worst = (key) => {
    const values = rounds.map((round) => round[key]);
    return values.includes(null) ? null : Math.max(...values);
  };
  return {
    name,
    what,
    aims,
    ours: summary(rounds.map(({ time }) => time)),
    longestTask: worst('longestTask'),
    longestFrame: worst('longestFrame'),
    pageMegabytes: worst('pageMegabytes'),
    megabytes: worst('megabytes'),
  };
}
