/** The report's hints: what is wrong with a project's data is found, named, and mended. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { encodePng } from '../../src/exporters/png.ts';
import { seededRandom } from '../../src/head/random.ts';
import { AppPage } from '../support/app-page.ts';
import { hasShared } from '../support/browser.ts';
import { drawnSeries, type FilePayload } from '../support/drawn-pictures.ts';
import { test } from '../support/mirrored-test.ts';
import { drawSplit, photos } from '../support/photos.ts';
import { soundInAllLooks } from '../support/sound-in-all-looks.ts';

/** The report's tab, as a user meets it. */
class Hints {
  readonly tab: Locator;
  readonly cards: Locator;
  readonly titles: Locator;
  readonly changes: Locator;
  readonly wrongLabels: Locator;
  readonly poor: Locator;
  readonly duplicates: Locator;

  constructor(readonly page: Page) {
    this.tab = page.getByRole('region', { name: 'Hints', exact: true });
    this.cards = this.tab.getByRole('region');
    this.titles = this.tab.getByRole('heading', { level: 3 });
    this.changes = this.tab.getByRole('group', { name: 'Changes' });
    this.wrongLabels = this.card(/may be in the wrong class$/);
    this.poor = this.card(/hard to make out$/);
    this.duplicates = this.card(/nearly the same as another$/);
  }

  card(title: RegExp): Locator {
    return this.tab.getByRole('region', { name: title });
  }

  /** Opens the tab and waits until everything was looked at. */
  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Open report' }).click();
    await this.page.getByRole('tab', { name: 'Hints' }).click();
    await this.settled();
  }

  async settled(): Promise<void> {
    await expect(this.tab).toBeVisible();
    await expect(this.tab.getByRole('progressbar')).toHaveCount(0, { timeout: 60_000 });
    await expect(this.tab.getByText('As soon as the network')).toHaveCount(0);
    await expect(this.tab.getByRole('progressbar')).toHaveCount(0, { timeout: 60_000 });
  }

  /** File names that a card shows. */
  names(card: Locator): Promise<string[]> {
    return card.getByText(/\.(jpg|png)$/).allTextContents();
  }

  tile(card: Locator, fileName: string): Locator {
    return card
      .getByRole('listitem')
      .filter({ has: this.page.getByText(fileName, { exact: true }) })
      .first();
  }
}

const black = png('black.png', () => [3, 3, 3]);

test('what is wrong with a project of photos is found, named and mended', async ({ page }) => {
  test.skip(!hasShared, 'the photos of ../shared are not on this machine');
  test.setTimeout(240_000);
  const app = new AppPage(page);
  const hints = new Hints(page);
  await app.open();
  await app.inUse('MobileNet');
  const random = seededRandom(4);
  const draw = (folder: string, wanted: number) => {
    const { taught } = drawSplit(photos(folder), wanted, random);
    return taught.map((file) => asUpload(file));
  };
  const dogs = draw('cats-dogs/dogs', 30);
  const people = draw('horses-humans/humans', 30);
  const pets = [...draw('cats-dogs/cats', 22), ...draw('horses-humans/horses', 18)];
  const [dog, person] = [taken(dogs), taken(people)];
  const copied = dogs[5];
  if (copied === undefined) throw new Error('no photos');
  const copy = await savedAgain(page, copied);
  await app.rename('Class 1', 'dogs');
  await app.rename('Class 2', 'people');
  await addClass(app, 'pets', 3);
  await addClass(app, 'discs', 4);
  await app.upload('dogs', [...dogs, person, black, copy]);
  await app.upload('people', [...people, dog]);
  await app.upload('pets', pets);
  await app.upload('discs', drawnSeries('disc', 5));
  await app.trainModel();
  await hints.open();

  // Every doubt, and the pictures it is about.
  await expect(hints.poor).toBeVisible();
  console.log(await hints.titles.allTextContents());
  const suspected = await hints.names(hints.wrongLabels);
  console.log(`suspects: ${suspected.join(', ')}; swapped: ${dog.name}, ${person.name}`);
  expect(suspected.slice(0, 2).sort()).toEqual([dog.name, person.name].sort());
  expect(await hints.names(hints.poor)).toEqual([black.name]);
  // Renderings of one figure are nearly the same, too.
  const copies = hints.duplicates.getByRole('listitem', { name: /^2 images of “dogs”/ });
  expect(await hints.names(copies)).toEqual([copied.name, copy.name]);
  const two = hints.card(/^“pets” may be two kinds of things$/);
  await expect(two).toBeVisible();
  const small = hints.card(/^“discs” has far fewer images/);
  await expect(small).toContainText('“discs” has 5; others have about');
  const shown = await hints.titles.count();
  await soundInAllLooks(page, 'hints');
  await page.setViewportSize({ width: 1280, height: 900 });

  // A wrong label, mended by keyboard; the next picture takes the focus.
  const wrong = hints.tile(hints.wrongLabels, dog.name);
  await expect(wrong).toContainText('In “people”, looks like “dogs”');
  await wrong.getByRole('button', { name: 'Move to “dogs”' }).press('Enter');
  await expect(wrong).toHaveCount(0);
  await expect(hints.changes.getByText('Moved 1 image to “dogs”.')).toBeVisible();
  const place = suspected.indexOf(dog.name);
  await expect(hints.wrongLabels.getByRole('listitem').nth(place)).toBeFocused();
  await hints.changes.getByRole('button', { name: 'Undo' }).click();
  await expect(wrong).toBeVisible();
  await wrong.getByRole('button', { name: 'Move to “dogs”' }).click();
  await hints.tile(hints.wrongLabels, person.name).getByRole('button', { name: 'Delete' }).click();
  await expect(hints.changes.getByText('2 images changed since the training.')).toBeVisible();

  // Of two that are nearly the same, one is left; the black one goes.
  await copies.getByRole('button', { name: 'Keep one, delete the other' }).click();
  await expect(copies).toHaveCount(0);
  await expect(hints.tab.getByText(copy.name)).toHaveCount(0);
  await hints.poor.getByRole('button', { name: 'Delete' }).click();
  await expect(hints.poor).toHaveCount(0);

  // Two kinds become two classes; one step back, and there again.
  const part = two.getByRole('list', { name: /^The other kind/ });
  const kind = await hints.names(part);
  const horses = kind.filter((name) => name.startsWith('horse')).length / kind.length;
  console.log(`the smaller part: ${kind.length} shown, horses ${horses.toFixed(2)}`);
  expect(Math.max(horses, 1 - horses)).toBeGreaterThan(0.8);
  await two
    .getByRole('button', { name: /^Make a new class of these/ })
    .last()
    .click();
  await expect(hints.changes.getByText(/^Made the class “pets 2” of \d+ images/)).toBeVisible();
  await expect(two).toHaveCount(0);
  await hints.changes.getByRole('button', { name: 'Undo' }).click();
  await expect(two).toBeVisible();
  await two
    .getByRole('button', { name: /^Make a new class of these/ })
    .last()
    .click();
  await expect(two).toHaveCount(0);

  // The model follows, and the doubts are gone with their causes.
  await hints.changes.getByRole('button', { name: 'Train again' }).click();
  await expect(hints.changes.getByText('Model trained in')).toBeVisible({ timeout: 60_000 });
  await hints.settled();
  console.log(await hints.titles.allTextContents());
  for (const gone of [two, hints.poor, copies]) await expect(gone).toHaveCount(0);
  expect(await hints.titles.count()).toBeLessThan(shown);
  for (const name of [dog.name, person.name]) {
    await expect(hints.tab.getByText(name, { exact: true })).toHaveCount(0);
  }

  // More images are to be had where they come in.
  await small.getByRole('button', { name: 'Add images to “discs”' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const upload = app.region('discs').getByRole('button', { name: 'Upload images' });
  await expect(upload).toBeFocused();
  await expect(upload).toBeInViewport();
});

test('what stands on two sides is named: test and training, or two classes', async ({ page }) => {
  test.skip(!hasShared, 'the photos of ../shared are not on this machine');
  const app = new AppPage(page);
  const hints = new Hints(page);
  await app.open();
  await app.inUse('MobileNet');
  const random = seededRandom(8);
  const [cats, dogs] = ['cats', 'dogs'].map((name) =>
    drawSplit(photos(`cats-dogs/${name}`), 16, random).taught.map(asUpload),
  );
  const [cat, dog] = [cats?.[3], dogs?.[3]];
  if (cats === undefined || dogs === undefined || !cat || !dog) throw new Error('no photos');
  const [sameCat, sameDog] = [await savedAgain(page, cat), await savedAgain(page, dog)];
  await app.rename('Class 1', 'cats');
  await app.rename('Class 2', 'dogs');
  await app.upload('cats', cats);
  await app.upload('dogs', [...dogs, sameCat]);
  await app.region('dogs').getByRole('button', { name: 'Class menu' }).click();
  const [picker] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('menuitem', { name: 'Add test images…' }).click(),
  ]);
  await picker.setFiles([sameDog]);
  await app.expectCount('dogs', dogs.length + 2);
  await app.trainModel();
  await hints.open();
  console.log(await hints.titles.allTextContents());

  const leak = hints.card(/^1 test image is nearly the same as an image to train on$/);
  expect((await hints.names(leak)).sort()).toEqual([sameDog.name, dog.name].sort());
  const both = hints.card(/^The same picture is in more than one class$/);
  expect((await hints.names(both)).sort()).toEqual([sameCat.name, cat.name].sort());
  await soundInAllLooks(page, 'pictures on two sides');
  await page.setViewportSize({ width: 1280, height: 900 });
  await both.getByRole('button', { name: 'Keep it in “cats”' }).click();
  await expect(hints.changes.getByText('Deleted 1 image from “dogs”.')).toBeVisible();
  await expect(both).toHaveCount(0);
  await leak.getByRole('button', { name: 'Delete 1 test image' }).click();
  await expect(leak).toHaveCount(0);
  for (const name of [sameCat.name, sameDog.name]) {
    await expect(hints.tab.getByText(name, { exact: true })).toHaveCount(0);
  }
});

test('a hint can be dismissed, for good or until it is asked for again', async ({ page }) => {
  const app = new AppPage(page);
  const hints = new Hints(page);
  await app.open();
  await app.useStarter();
  await app.upload('Class 1', [...drawnSeries('disc', 9), black]);
  await app.upload('Class 2', drawnSeries('stripes', 9));
  await app.trainModel();
  await hints.open();
  await expect(hints.poor).toBeVisible();
  const titles = await hints.titles.allTextContents();
  expect(titles.length).toBeGreaterThan(1);

  // One picture of a hint.
  await hints.poor.getByRole('button', { name: 'Keep' }).click();
  await expect(hints.poor).toHaveCount(0);
  await expect(hints.changes.getByText('Kept 1 image.')).toBeVisible();
  await hints.changes.getByRole('button', { name: 'Undo' }).click();
  await expect(hints.poor).toBeVisible();

  // All of them, by keyboard: the next one takes the focus.
  for (let left = titles.length; left > 0; left--) {
    await hints.cards.first().getByRole('button', { name: 'Dismiss' }).press('Enter');
    await expect(hints.cards).toHaveCount(left - 1);
    await expect(left > 1 ? hints.cards.first() : hints.tab).toBeFocused();
  }
  await expect(hints.titles).toHaveText(['The rest looks good']);
  await soundInAllLooks(page, 'no hints left');
  await page.setViewportSize({ width: 1280, height: 900 });

  await app.reload();
  await hints.open();
  await expect(hints.tab.getByText(`${titles.length} dismissed`)).toBeVisible();
  await expect(hints.titles).toHaveText(['The rest looks good']);
  await hints.tab.getByRole('button', { name: 'Show again' }).click();
  await expect(hints.titles).toHaveText(titles);
  await expect(hints.tab.getByText('dismissed')).toHaveCount(0);
});

/** A third class, or a fourth. */
async function addClass(app: AppPage, name: string, place: number): Promise<void> {
  await app.page.getByRole('button', { name: 'Add class' }).click();
  await app.rename(`Class ${place}`, name);
}

type Colour = [number, number, number];

function png(name: string, colourAt: (x: number, y: number) => Colour): FilePayload {
  const side = 192;
  const rgba = new Uint8Array(4 * side * side);
  for (let at = 0; at < side * side; at++) {
    rgba.set([...colourAt(at % side, Math.floor(at / side)), 255], 4 * at);
  }
  return { name, mimeType: 'image/png', buffer: Buffer.from(encodePng(rgba, side, side)) };
}

function asUpload(file: string): FilePayload {
  return { name: path.basename(file), mimeType: 'image/jpeg', buffer: readFileSync(file) };
}

function taken(files: FilePayload[]): FilePayload {
  const file = files.shift();
  if (file === undefined) throw new Error('no photos');
  return file;
}

/** The photo made a little smaller and saved once more. */
async function savedAgain(page: Page, { name, buffer }: FilePayload): Promise<FilePayload> {
  const saved = await page.evaluate(async (photo) => {
    const bytes = Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
    const [width, height] = [Math.round(0.8 * bitmap.width), Math.round(0.8 * bitmap.height)];
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, width, height);
    const jpeg = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.7 });
    const letters = Array.from(new Uint8Array(await jpeg.arrayBuffer()), (byte) =>
      String.fromCharCode(byte),
    );
    return btoa(letters.join(''));
  }, buffer.toString('base64'));
  return {
    name: `again-${name}`,
    mimeType: 'image/jpeg',
    buffer: Buffer.from(saved, 'base64'),
  };
}
