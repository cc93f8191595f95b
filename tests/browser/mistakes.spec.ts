/** The mistakes gallery: from a wrong label to a better model, on real photos with some labels swapped. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { seededRandom } from '../../src/head/random.ts';
import { AppPage } from '../support/app-page.ts';
import { hasShared } from '../support/browser.ts';
import { drawnSeries } from '../support/drawn-pictures.ts';
import { test } from '../support/mirrored-test.ts';
import { drawSplit, photos } from '../support/photos.ts';
import { soundInAllLooks } from '../support/sound-in-all-looks.ts';
import { trainedApp } from '../support/trained-app.ts';

const TAUGHT = 30;
/** Of each class, in the other one. */
const SWAPPED = 3;

/** The report's tab, as a user meets it. */
class Mistakes {
  readonly tab: Locator;
  readonly cards: Locator;
  readonly changes: Locator;

  constructor(readonly page: Page) {
    this.tab = page.getByRole('region', { name: 'Mistakes', exact: true });
    this.cards = this.tab.getByRole('listitem');
    this.changes = this.tab.getByRole('group', { name: 'Changes' });
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Open report' }).click();
    await this.page.getByRole('tab', { name: 'Mistakes' }).click();
    await expect(this.tab).toBeVisible();
  }

  /** Of all the list, whichever cards of it are there. */
  async total(): Promise<number> {
    return Number(await this.cards.first().getAttribute('aria-setsize'));
  }

  fileName(card: Locator): Promise<string | null> {
    return card.getByText(/\.jpg$/).textContent();
  }

  at(index: number): Locator {
    return this.tab.locator(`[role="listitem"][aria-posinset="${index + 1}"]`);
  }

  card(fileName: string): Locator {
    return this.cards.filter({ has: this.page.getByText(fileName, { exact: true }) });
  }
}

test('from wrong labels to a better model', async ({ page }) => {
  test.skip(!hasShared, 'the photos of ../shared are not on this machine');
  test.setTimeout(180_000);
  const app = new AppPage(page);
  const mistakes = new Mistakes(page);
  const swapped = await teach(app);
  await app.trainModel();
  await mistakes.open();

  // The swapped ones come first, the surest on top.
  const total = await mistakes.total();
  expect(total).toBeGreaterThanOrEqual(swapped.size);
  const first = mistakes.cards.first();
  const names: string[] = [];
  for (const card of (await mistakes.cards.all()).slice(0, swapped.size)) {
    names.push((await mistakes.fileName(card)) ?? '');
  }
  const found = names.filter((name) => swapped.has(name));
  console.log(
    `${total} mistakes; of the first ${swapped.size}, ${found.length} are swapped labels`,
  );
  expect(found.length).toBeGreaterThanOrEqual(swapped.size - 1);
  expect(swapped).toContain(names[0]);
  const shares = await mistakes.cards.evaluateAll((cards) =>
    cards.map((card) => Number(/(\d+)\s%/.exec(card.textContent ?? '')?.[1])),
  );
  expect(shares).toEqual([...shares].sort((a, b) => b - a));

  // Why: a map for each of the two classes, and in words.
  await first.getByRole('button', { name: 'Show why' }).click();
  await expect(first.getByText(/^What speaks for “cats”/)).toBeVisible();
  await expect(first.getByText(/^What speaks for “dogs”/)).toBeVisible();
  await expect(first.locator('figure canvas')).toHaveCount(2);
  await soundInAllLooks(page, 'a mistake, and why');
  await page.setViewportSize({ width: 1280, height: 900 });
  await first.getByRole('button', { name: 'Hide why' }).click();
  await expect(first.locator('figure')).toHaveCount(0);

  // Moved by keyboard: the next card takes the focus, and Undo stands ready.
  const move = first.getByRole('button', { name: /^Move to / });
  const [one, two, three] = names;
  if (one === undefined || two === undefined || three === undefined) throw new Error('too few');
  await move.focus();
  await page.keyboard.press('Enter');
  await expect(mistakes.card(one)).toHaveCount(0);
  await expect(mistakes.card(two)).toBeFocused();
  await expect(mistakes.changes.getByText(/^Moved 1 image to /)).toBeVisible();
  await expect(mistakes.changes.getByText('1 image changed since the training.')).toBeVisible();
  await mistakes.changes.getByRole('button', { name: 'Undo' }).click();
  await expect(mistakes.card(one)).toBeVisible();
  await expect(mistakes.changes.getByText('changed since')).toHaveCount(0);
  await move.click();
  await expect(mistakes.card(one)).toHaveCount(0);

  await mistakes.card(two).getByRole('button', { name: 'Delete' }).click();
  await expect(mistakes.card(two)).toHaveCount(0);
  await expect(mistakes.changes.getByText('2 images changed since the training.')).toBeVisible();

  await mistakes.card(three).getByRole('button', { name: 'It is fine' }).click();
  await expect(mistakes.card(three)).toHaveCount(0);
  await expect(mistakes.changes.getByText('Marked as fine.')).toBeVisible();
  await expect(mistakes.tab.getByText('Marked as fine (1)')).toBeVisible();
  expect(await mistakes.total()).toBe(total - 3);
  await soundInAllLooks(page, 'mistakes, some of them dealt with');
  await page.setViewportSize({ width: 1280, height: 900 });

  // Only one kind of them.
  await mistakes.tab.getByRole('combobox', { name: 'Show' }).click();
  await page.getByRole('option', { name: /^“cats” taken for “dogs”/ }).click();
  const kinds = await mistakes.cards.getByText(/^You say/).allTextContents();
  expect(kinds.length).toBeGreaterThan(0);
  expect(kinds.filter((said) => !said.startsWith('You say “cats”; it says “dogs”'))).toEqual([]);
  await mistakes.tab.getByRole('combobox', { name: 'Show' }).click();
  await page.getByRole('option', { name: 'All mistakes' }).click();

  // The model follows.
  await mistakes.changes.getByRole('button', { name: 'Train again' }).click();
  await expect(mistakes.changes.getByText('Model trained in')).toBeVisible({ timeout: 60_000 });
  await expect(mistakes.tab).toBeFocused();
  await expect(mistakes.changes.getByText('changed since')).toHaveCount(0);
  await expect(mistakes.tab.getByText(/of 59 were? taken/)).toBeVisible();
  await expect(mistakes.card(one)).toHaveCount(0);
  await expect(mistakes.card(three)).toHaveCount(0);

  // The mark is kept, and can be taken back.
  await app.reload();
  await mistakes.open();
  await expect(mistakes.card(three)).toHaveCount(0);
  await mistakes.tab.getByText('Marked as fine (1)').click();
  await expect(mistakes.cards).toHaveCount(1);
  await mistakes.card(three).getByRole('button', { name: 'Not fine after all' }).click();
  await expect(mistakes.tab.getByText(/^Marked as fine/)).toHaveCount(0);
  await expect(mistakes.card(three)).toBeVisible();
});

test('a long list: only what is in view is there, and the keyboard keeps its place', async ({
  page,
}) => {
  const app = new AppPage(page);
  const mistakes = new Mistakes(page);
  await app.open();
  await app.useStarter();
  // Both classes show the same, so half of all answers are wrong.
  await app.upload('Class 1', drawnSeries('disc', 60));
  await app.upload('Class 2', drawnSeries('disc', 60, 60));
  await app.trainModel();
  await mistakes.open();
  const total = await mistakes.total();
  expect(total).toBeGreaterThan(36);
  expect(await mistakes.cards.count()).toBeLessThan(24);
  const last = mistakes.at(total - 1);
  await expect(async () => {
    await mistakes.cards.last().scrollIntoViewIfNeeded();
    await expect(last).toBeVisible({ timeout: 200 });
  }).toPass();
  await last.getByRole('button', { name: 'It is fine' }).press('Enter');
  await expect(last).toHaveCount(0);
  await expect(mistakes.at(total - 2)).toBeFocused();
  expect(await mistakes.total()).toBe(total - 1);
  // The bar at the foot does not lie over what has the focus.
  await page.keyboard.press('Tab');
  const focused = mistakes.at(total - 2).getByRole('button', { name: /^Move to/ });
  await expect(focused).toBeFocused();
  await focused.click({ trial: true });
});

test('where there is nothing to show it says why', async ({ page, browser }) => {
  await trainedApp(page, 8);
  const mistakes = new Mistakes(page);
  await mistakes.open();
  await expect(mistakes.tab.getByRole('heading')).toHaveText('Not one mistake in 16 images');
  await expect(mistakes.tab.getByRole('button')).toHaveCount(0);
  await page.keyboard.press('Escape');

  // A model from a file says which ones it took for what; one of before that was kept, when trained again.
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save project' }).click(),
  ]);
  const file = readFileSync(await download.path());
  for (const older of [false, true]) {
    const context = await browser.newContext();
    const other = new AppPage(await context.newPage());
    const theirs = new Mistakes(other.page);
    await other.open();
    await other.useStarter();
    const buffer = older ? withoutAnswers(file) : file;
    const given = { name: 'project.zip', mimeType: 'application/zip', buffer };
    await other.page.getByLabel('Project file').setInputFiles(given);
    await other.expectCount('Discs', 8);
    await theirs.open();
    if (older) {
      await expect(theirs.tab.getByRole('heading')).toHaveText('Train again to see the mistakes');
      await theirs.changes.getByRole('button', { name: 'Train again' }).click();
    }
    await expect(theirs.tab.getByRole('heading')).toHaveText('Not one mistake in 16 images');
    await context.close();
  }

  // One image is not enough to hold one back.
  const fresh = await browser.newContext();
  const third = new AppPage(await fresh.newPage());
  const none = new Mistakes(third.page);
  await third.open();
  await third.useStarter();
  await third.upload('Class 1', drawnSeries('disc', 1));
  await third.upload('Class 2', drawnSeries('stripes', 3));
  await third.trainModel();
  await none.open();
  await expect(none.tab.getByRole('heading')).toHaveText('No mistakes to show yet');
  await expect(none.tab.getByText('Class 1')).toBeVisible();
  await fresh.close();
});

/** A project file as versions wrote it that did not keep what was said of each image. */
function withoutAnswers(file: Buffer): Buffer {
  const entries = unzipSync(file);
  const json = JSON.parse(strFromU8(entries['project.json'] ?? new Uint8Array()));
  delete json.model.judged;
  return Buffer.from(zipSync({ ...entries, 'project.json': strToU8(JSON.stringify(json)) }));
}

/** Thirty cats and thirty dogs, some of them in the other class; answers the names of those. */
async function teach(app: AppPage): Promise<Set<string>> {
  await app.open();
  await app.inUse('MobileNet');
  const random = seededRandom(5);
  const [cats, dogs] = ['cats', 'dogs'].map(
    (name) => drawSplit(photos(`cats-dogs/${name}`), TAUGHT, random).taught,
  );
  if (cats === undefined || dogs === undefined) throw new Error('no photos');
  const given = {
    cats: [...cats.slice(SWAPPED), ...dogs.slice(0, SWAPPED)],
    dogs: [...dogs.slice(SWAPPED), ...cats.slice(0, SWAPPED)],
  };
  for (const [index, name] of (['cats', 'dogs'] as const).entries()) {
    await app.rename(`Class ${index + 1}`, name);
    await app.upload(name, given[name]);
  }
  const swapped = [...cats.slice(0, SWAPPED), ...dogs.slice(0, SWAPPED)];
  return new Set(swapped.map((file) => path.basename(file)));
}
