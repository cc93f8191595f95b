import { expect, type Page, type Worker } from '@playwright/test';
import { launchOptions, pagesOrigin, test } from '../support/browser.ts';
import { drawnSeries } from '../support/drawn-pictures.ts';

test.use(launchOptions(['--use-angle=swiftshader', '--enable-unsafe-swiftshader']));

test('a worker that falls silent is replaced, on the next backend', async ({ page }) => {
  const before = await trainedEngine(page);
  const worker = engineWorker(page);
  await worker.evaluate(() => {
    self.postMessage = () => undefined;
  });
  const after = await page.evaluate(() => window.engineRoom.predict());
  expect(await page.evaluate(() => window.engineRoom.restarts())).toEqual(['webgl']);
  expect(rounded(after)).toEqual(rounded(before));
  expect(engineWorker(page)).not.toBe(worker);
});

test('a worker that crashes is replaced, and the request answered', async ({
  page,
  consoleErrors,
}) => {
  consoleErrors.allow.push(/the worker breaks/);
  const before = await trainedEngine(page);
  const worker = engineWorker(page);
  await worker.evaluate(() => {
    const breakOnce = () => {
      throw new Error('the worker breaks');
    };
    self.addEventListener('message', breakOnce, { once: true });
  });
  const after = await page.evaluate(() => window.engineRoom.predict());
  expect(rounded(after)).toEqual(rounded(before));
  expect(await page.evaluate(() => window.engineRoom.restarts())).toEqual(['wasm']);

  // Dead without a word while nobody asks for anything: the next request finds out.
  await engineWorker(page).evaluate(() => self.close());
  expect(rounded(await page.evaluate(() => window.engineRoom.predict()))).toEqual(rounded(before));
});

/** Starts the engine on WASM, trains it, and answers its predictions. */
async function trainedEngine(page: Page): Promise<number[][]> {
  await page.goto(`${pagesOrigin}/engine.html`);
  await expect(page.locator('body')).toHaveAttribute('data-ready', 'true');
  const files = [...drawnSeries('disc', 4), ...drawnSeries('stripes', 4)];
  await page.getByLabel('Pictures').setInputFiles(files);
  const answers = await page.evaluate(async () => {
    const room = window.engineRoom;
    await room.takePictures();
    room.beImpatient(1_500);
    await room.start(['wasm', 'webgl']);
    await room.embed('own');
    await room.use(await room.train('own', [0, 0, 0, 0, 1, 1, 1, 1]));
    return room.predict();
  });
  // The similarities too: a new worker must be told of the prototypes.
  expect(answers.flat().every(Number.isFinite)).toBe(true);
  return answers;
}

function engineWorker(page: Page): Worker {
  const found = page.workers().findLast((worker) => worker.url().includes('engine.worker'));
  if (found === undefined) throw new Error('there is no engine worker');
  return found;
}

function rounded(rows: number[][]): number[][] {
  return rows.map((row) => row.map((value) => Math.round(value * 1_000) / 1_000));
}
