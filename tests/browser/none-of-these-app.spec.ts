import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BrowserContext, expect, type Page, type TestInfo } from '@playwright/test';
import { seededRandom } from '../../src/head/random.ts';
import { AppPage } from '../support/app-page.ts';
import { hasShared } from '../support/browser.ts';
import { drawn, drawnSeries, type FilePayload } from '../support/drawn-pictures.ts';
import { countWorkerCalls } from '../support/engine-calls.ts';
import { test } from '../support/mirrored-test.ts';
import { drawSplit, photos } from '../support/photos.ts';
import { seriousFaults } from '../support/serious-faults.ts';
import { trainedApp } from '../support/trained-app.ts';

const TAUGHT = 30;
const BECAUSE = 'Unlike the images of any class';
const SLIDER = 'How soon to say None of these';
const SCREENS = path.resolve(import.meta.dirname, '../../test-results/screens');

type Picture = string | FilePayload;

test('photos: what is none of the classes is told in the app, in its files and on its page', async ({
  page,
  context,
}, info) => {
  test.skip(!hasShared, 'the photos of ../shared are not on this machine');
  test.slow();
  const app = new AppPage(page);
  await app.open();
  await app.inUse('MobileNet');
  const random = seededRandom(1);
  const cats = drawSplit(photos('cats-dogs/cats'), TAUGHT, random);
  const dogs = drawSplit(photos('cats-dogs/dogs'), TAUGHT, random);
  await teach(app, { Cats: cats.taught, Dogs: dogs.taught });
  const strangers = [...some('horses-humans/horses', 20), ...some('horses-humans/humans', 20)];
  const unseen = [...cats.unseen.slice(0, 10), ...dogs.unseen.slice(0, 10)];

  const seen = await verdicts(app, strangers);
  const accepted = await verdicts(app, unseen);
  console.log(
    `refused: ${share(seen)} of ${strangers.length} strangers, ${share(accepted)} of ${unseen.length} unseen`,
  );
  // One draw, and few photos; none-of-these.spec.ts has the shares over many.
  expect(share(seen)).toBeGreaterThan(0.5);
  expect(share(accepted)).toBeLessThan(0.25);

  const stranger = strangers[seen.indexOf(true)] ?? '';
  const friend = unseen[accepted.indexOf(false)] ?? '';
  const others = unseen.filter((_, at) => accepted[at] === false);
  await theSameEverywhere(app, context, info, stranger, friend);
  await theThreshold(app, stranger, others);
});

test('drawings: the same, without photos', async ({ page, context }, info) => {
  test.skip(hasShared, 'the photos have shown it');
  test.slow();
  const app = new AppPage(page);
  await app.open();
  await app.useStarter();
  await teach(app, { Discs: drawnSeries('disc', 10), Stripes: drawnSeries('stripes', 10) });
  const stranger = drawn('left arrow', 70);
  const friends = [...drawnSeries('disc', 6, 70), ...drawnSeries('stripes', 6, 70)];
  expect(await verdicts(app, [stranger])).toEqual([true]);
  const accepted = await verdicts(app, friends);
  expect(share(accepted)).toBeLessThan(0.4);
  const others = friends.filter((_, at) => accepted[at] === false);
  await theSameEverywhere(app, context, info, stranger, others[0] ?? '');
  await theThreshold(app, stranger, others);
});

test('moving the threshold is saved, and asks the engine nothing', async ({ page }) => {
  const calls = await countWorkerCalls(page);
  const app = await trainedApp(page);
  await app.classify(drawn('disc', 70));
  await app.tryIt.getByRole('button', { name: 'None of these' }).click();
  const slider = app.tryIt.getByRole('slider', { name: SLIDER });
  const heads = await calls('setHead');
  const asked = await calls('predict');
  expect(heads).toBeGreaterThan(0);
  for (const _ of [1, 2, 3]) await slider.press('ArrowLeft');
  const place = Number(await slider.getAttribute('aria-valuenow'));
  await expect(app.tryIt.getByRole('button', { name: 'Back to default' })).toBeEnabled();
  await expect(app.tryIt.getByText(/% sure$/)).toBeVisible();
  expect([await calls('setHead'), await calls('predict')]).toEqual([heads, asked]);
  await app.reload();
  await app.tryIt.getByRole('button', { name: 'None of these' }).click();
  await expect(slider).toHaveAttribute('aria-valuenow', String(place));
  expect(place).toBeLessThan(100);
});

async function teach(app: AppPage, classes: Record<string, string[] | FilePayload[]>) {
  for (const [index, [name, files]] of Object.entries(classes).entries()) {
    await app.rename(`Class ${index + 1}`, name);
    await app.give(name, files);
  }
  for (const [name, { length }] of Object.entries(classes)) await app.expectCount(name, length);
  await app.trainModel();
}

/** Of each picture, whether it is none of the classes. */
async function verdicts(app: AppPage, pictures: readonly Picture[]): Promise<boolean[]> {
  const refused: boolean[] = [];
  for (const picture of pictures) refused.push(await isRefused(app, picture));
  return refused;
}

async function isRefused(app: AppPage, picture: Picture): Promise<boolean> {
  await app.classify(picture);
  return app.tryIt.getByText(BECAUSE).isVisible();
}

/** Line and screen reader in the app, the zip opened again, the web page: all say the same. */
async function theSameEverywhere(
  app: AppPage,
  context: BrowserContext,
  info: TestInfo,
  stranger: Picture,
  friend: Picture,
): Promise<void> {
  const spoken = app.tryIt.getByRole('status').filter({ hasText: 'Recognised: ' });
  await test.step('in the preview', async () => {
    await app.classify(friend);
    await expect(spoken).toHaveText(/^Recognised: (Cats|Dogs|Discs|Stripes)$/);
    await expect(app.tryIt.getByText(/% sure$/)).toBeVisible();
    await app.classify(stranger);
    await expect(spoken).toHaveText('Recognised: None of these');
    // The meters stay as they are, only paler.
    expect(sum(await app.answer())).toBeGreaterThan(97);
  });

  const said = (await spoken.textContent()) ?? '';
  await test.step('by the zip, opened again', async () => {
    await app.tryIt.getByLabel('Model file').setInputFiles(await app.downloadTfjs());
    await expect(app.tryIt.getByText('Answers by')).toBeVisible();
    expect(await isRefused(app, friend)).toBe(false);
    expect(await isRefused(app, stranger)).toBe(true);
    await expect(spoken).toHaveText(said);
    // Whose threshold it is has been settled.
    await expect(app.tryIt.getByRole('button', { name: /^None of these/ })).toHaveCount(0);
    await app.tryIt.getByRole('button', { name: 'Close model' }).click();
  });

  await test.step('on the web page', async () => {
    const { path: written } = await app.download('Web page');
    const file = info.outputPath('page.html');
    copyFileSync(written, file);
    const page = await context.newPage();
    await page.goto(`${pathToFileURL(file).href}#check`);
    await expect(page.locator('#check-result')).toHaveText(/The answers agree\.$/);
    await page.getByLabel('Choose a picture').setInputFiles(stranger);
    await expect(page.locator('#spoken')).toHaveText('Recognised: None of these');
    await expect(page.locator('#sure')).toHaveText(BECAUSE);
    await screens(page, 'none-of-these-page', async () => {
      expect.soft(await seriousFaults(page)).toEqual([]);
    });
    await page.getByLabel('Choose a picture').setInputFiles(friend);
    await expect(page.locator('#winner')).toHaveText(/^(Cats|Dogs|Discs|Stripes)$/);
    await expect(page.locator('#sure')).toHaveText(/% sure$/);
    await page.close();
  });
}

/** The slider, its cost, its default, and the way to be rid of it. */
async function theThreshold(app: AppPage, stranger: Picture, friends: readonly Picture[]) {
  await app.tryIt.getByRole('button', { name: 'None of these' }).click();
  const slider = app.tryIt.getByRole('slider', { name: SLIDER });
  const cost = app.tryIt.getByText(/^Refuses \d+ of \d+ of your own images/);
  const back = app.tryIt.getByRole('button', { name: 'Back to default' });
  await expect(slider).toHaveAttribute('aria-valuetext', /^Refuses \d+ of \d+ /);
  const usual = (await cost.textContent()) ?? '';
  expect(percentIn(usual)).toBeLessThanOrEqual(5);
  await expect(back).toBeDisabled();
  await app.classify(stranger);
  expect(await seriousFaults(app.page)).toEqual([]);
  await screens(app.page, 'none-of-these');

  await test.step('sooner costs more of the own images', async () => {
    const before = await slider.getAttribute('aria-valuenow');
    await slider.press('End');
    await expect(cost).not.toHaveText(usual);
    expect(percentIn((await cost.textContent()) ?? '')).toBeGreaterThan(40);
    const refused = await verdicts(app, friends.slice(0, 10));
    expect(refused).toContain(true);

    await app.reload();
    await app.tryIt.getByRole('button', { name: 'None of these' }).click();
    await expect(slider).toHaveAttribute('aria-valuenow', '100');
    await back.click();
    await expect(cost).toHaveText(usual);
    await expect(slider).toHaveAttribute('aria-valuenow', before ?? '');
    expect(await verdicts(app, friends.slice(0, 2))).toEqual([false, false]);
  });

  await test.step('never', async () => {
    const because = app.tryIt.getByText(BECAUSE);
    await app.classify(stranger);
    await expect(because).toBeVisible();
    await app.tryIt.getByRole('switch', { name: 'Say “None of these”' }).uncheck({ force: true });
    await expect(because).toHaveCount(0);
    await expect(slider).toHaveCount(0);
    // It is none of them: whichever is named is no more than a guess.
    await expect(app.tryIt.getByText(/^[56]\d\s% sure$/)).toBeVisible();
    await app.reload();
    await expect(
      app.tryIt.getByRole('button', { name: 'None of these (off)', exact: true }),
    ).toBeVisible();
    expect(await isRefused(app, stranger)).toBe(false);
    await app.tryIt.getByRole('button', { name: 'None of these (off)' }).click();
    await app.tryIt.getByRole('switch', { name: 'Say “None of these”' }).check({ force: true });
    await expect(because).toBeVisible();
    await expect(cost).toHaveText(usual);
  });
}

/** Of each figure one photo, as far as that goes. */
function some(folder: string, count: number): string[] {
  const all = photos(folder);
  return Array.from({ length: count }, (_, at) => all[Math.floor((at * all.length) / count)] ?? '');
}

const share = (refused: readonly boolean[]) => refused.filter(Boolean).length / refused.length;
const sum = (answer: Map<string, number>) => [...answer.values()].reduce((a, b) => a + b, 0);
const percentIn = (words: string) => Number(/\((\d+)\s%\)/.exec(words)?.[1] ?? Number.NaN);

/** Pictures for people to look at. */
async function screens(
  page: Page,
  name: string,
  check: () => Promise<void> = async () => undefined,
): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 1300 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.mouse.move(0, 0);
      await check();
      const file = path.join(SCREENS, `${name}-${width}-${colorScheme}.png`);
      await page.screenshot({ path: file, fullPage: true });
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}
