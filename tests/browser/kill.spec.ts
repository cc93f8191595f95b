import { type BrowserContext, type CDPSession, expect, type Page } from '@playwright/test';
import { seededRandom } from '../../src/head/random.ts';
import { AppPage } from '../support/app-page.ts';
import { launchOptions, test } from '../support/browser.ts';
import { drawn, drawnSeries } from '../support/drawn-pictures.ts';

test.use(launchOptions(['--use-fake-device-for-media-stream=fps=30']));

/** What the app is doing when its tab dies, and for how long at most it has been doing it. */
const DEEDS = [
  { name: 'uploading', rounds: 8, longest: 700, start: startUpload },
  { name: 'recording', rounds: 6, longest: 1_500, start: startRecording },
  { name: 'training', rounds: 6, longest: 900, start: startTraining },
];

test('a tab that dies loses nothing that was shown as saved', async ({
  context,
  consoleErrors,
}) => {
  // Twenty deaths, and as many starts.
  test.setTimeout(600_000);
  consoleErrors.allow.push(/Target crashed|Page crashed/);
  await context.grantPermissions(['camera']);
  const random = seededRandom(20);
  let app = await openFresh(context);
  await app.useStarter();
  await app.upload('Class 1', drawnSeries('disc', 5));
  await app.upload('Class 2', drawnSeries('stripes', 5));
  await app.trainModel();
  const probe = drawn('disc', 900);
  const rounds = DEEDS.flatMap((deed) => Array.from({ length: deed.rounds }, () => deed));

  for (const [round, { name, longest, start }] of rounds.entries()) {
    const wait = Math.round(longest * random());
    const crash = random() < 0.5;
    await test.step(`${name}, ${wait} ms, ${crash ? 'crash' : 'close'}`, async () => {
      const session = await context.newCDPSession(app.page);
      await session.send('Debugger.enable');
      await start(app, round);
      await app.page.waitForTimeout(wait);
      const shown = await lastSight(session);
      await (crash ? crashPage(app.page, session) : app.page.close({ runBeforeUnload: false }));

      app = await openFresh(context);
      const found = counts(await app.page.content());
      for (const [index, count] of shown.entries()) {
        expect(found[index], `${name}, class ${index + 1}`).toBeGreaterThanOrEqual(count);
      }
      // A model is whole or not there; this one was there before all rounds.
      const answer = await app.classify({ ...probe, name: `probe-${round}.png` });
      expect(answer.size).toBe(2);
    });
  }

  // What came in by halves is found by the end at the latest: every image has its picture, and is learned from.
  await app.trainModel();
  await expect(app.page.getByTitle('This image can no longer be read')).toHaveCount(0);
});

async function openFresh(context: BrowserContext): Promise<AppPage> {
  const app = new AppPage(await context.newPage());
  await app.open();
  return app;
}

/**
 * What the page shows at this moment, after which it does nothing more: its scripts are held, so
 * nothing that was shown too early can still be saved before the tab dies.
 */
async function lastSight(session: CDPSession): Promise<number[]> {
  await session.send('Debugger.pause');
  const { root } = await session.send('DOM.getDocument', { depth: 0 });
  const { outerHTML } = await session.send('DOM.getOuterHTML', { nodeId: root.nodeId });
  return counts(outerHTML);
}

/** The number of images that each of the two classes shows. */
function counts(html: string): number[] {
  const shown = [...html.matchAll(/>([\d,]+) images?</g)];
  expect(shown).toHaveLength(2);
  return shown.map(([, digits = '']) => Number.parseInt(digits.replace(',', ''), 10));
}

async function startUpload(app: AppPage, round: number): Promise<void> {
  await app.give('Class 1', drawnSeries('disc', 12, 1_000 + 100 * round));
  await app.give('Class 2', drawnSeries('stripes', 12, 1_000 + 100 * round));
}

async function startRecording(app: AppPage): Promise<void> {
  const region = app.region('Class 1');
  await region.getByRole('button', { name: 'Use webcam' }).click();
  const hold = region.getByRole('button', { name: 'Hold to record' });
  await expect(hold).toBeEnabled();
  await hold.hover();
  await app.page.mouse.down();
}

async function startTraining(app: AppPage, round: number): Promise<void> {
  // New images, so that there are embeddings to be written too.
  await app.give('Class 2', drawnSeries('stripes', 6, 5_000 + 100 * round));
  await app.trainButton.click();
}

/** The renderer's process dies in the middle of what it is doing. */
async function crashPage(page: Page, session: CDPSession): Promise<void> {
  const crashed = page.waitForEvent('crash');
  // It dies before it can answer.
  session.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
}
