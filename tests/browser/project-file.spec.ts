import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, expect, type Page, type TestInfo } from '@playwright/test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { AppPage } from '../support/app-page.ts';
import { launchOptions, test } from '../support/browser.ts';
import { drawn, drawnSeries } from '../support/drawn-pictures.ts';
import { changedProject } from '../support/project-zip.ts';
import { filledApp, trainedApp } from '../support/trained-app.ts';

test.use(launchOptions());

test('a project saved and opened elsewhere is the same, byte for byte, and answers the same', async ({
  page,
  browser,
}) => {
  const app = await trainedApp(page, 10);
  await app.rename('Stripes', 'He said "hi" 🎉 a/b');
  const before = await onDisk(page);
  const answers = await goldenAnswers(app);
  const file = await saved(page, 'Save project');
  const entries = unzipSync(readFileSync(file));
  expect(Object.keys(entries)).toContain('images/He said _hi_ 🎉 a_b/10.png');
  expect(JSON.parse(strFromU8(entries['project.json'] ?? new Uint8Array()))).toMatchObject({
    format: 'show-and-tell-project',
    formatVersion: 1,
    classes: [{ name: 'Discs' }, { name: 'He said "hi" 🎉 a/b' }],
  });

  const other = await freshApp(browser);
  await give(other.page, file);
  await expect(notice(other.page, /^Opened .*\.zip$/)).toBeVisible();
  await other.expectCount('Discs', 10);
  await other.expectCount('He said "hi" 🎉 a/b', 10);
  expect(await onDisk(other.page)).toEqual(before);
  const again = await goldenAnswers(other);
  const differences = again.map((value, index) => Math.abs(value - (answers[index] ?? 2)));
  expect(answers.length).toBeGreaterThan(4);
  expect(Math.max(...differences)).toBeLessThanOrEqual(1e-6);
  await expect(other.train.getByText('have been added, moved or deleted')).toHaveCount(0);

  await other.reload();
  expect(await onDisk(other.page)).toEqual(before);
  await other.page.context().close();
});

test('a hostile or foreign file is refused with its reason, and the open project stays', async ({
  page,
}) => {
  const app = await trainedApp(page);
  const before = await onDisk(page);
  const sound = readFileSync(await saved(page, 'Save project'));
  const files: [string, Buffer, RegExp][] = [
    ['no.zip', Buffer.from('not a zip at all'), /neither a project file nor another zip/],
    ['cut.zip', sound.subarray(0, sound.length / 2), /damaged or cut short/],
    ['path.zip', zipOf({ '../evil.png': new Uint8Array(4) }), /unsafe path \(\.\.\/evil\.png\)/],
    ['bomb.zip', zipOf({ 'a.bmp': new Uint8Array(2e8) }), /would unpack to 200 MB/],
    ['10011.zip', zipOf(Object.fromEntries(numbered(10_011))), /10,011 files; the limit is 10,010/],
    ['text.zip', zipOf({ 'notes.txt': strToU8('notes') }), /no images in it/],
    [
      'label.zip',
      Buffer.from(
        changedProject((json) => Object.assign(json.classes[0], { name: 'x'.repeat(2 ** 20) })),
      ),
      /project\.json is not as it should be/,
    ],
    [
      'teachable.zip',
      zipOf({
        'model.json': strToU8('{}'),
        'weights.bin': strToU8('1'),
        'metadata.json': strToU8('{}'),
      }),
      /model of Teachable Machine or a similar program/,
    ],
    ['our-teachable.zip', ownModel('teachable-machine'), /is the Teachable Machine download of/],
    ['our-keras.zip', ownModel('keras'), /is the Keras download of a model\. The app opens the/],
  ];
  for (const [name, buffer, reason] of files) {
    await give(page, { name, mimeType: 'application/zip', buffer });
    const alert = page.getByRole('alert').filter({ hasText: `${name} was not opened` });
    await expect(alert).toContainText(reason);
  }
  const buffer = ownModel('teachable-machine');
  const given = { name: 'our.zip', mimeType: 'application/zip', buffer };
  await page.getByLabel('Model file').setInputFiles(given);
  await expect(app.tryIt).toContainText('our.zip: This is the Teachable Machine download');
  await app.expectCount('Discs', 8);
  await app.reload();
  expect(await onDisk(page)).toEqual(before);
});

test('replacing is asked for and undone; adding joins; cancelling changes nothing', async ({
  page,
  browser,
}, info) => {
  const app = await trainedApp(page, 6);
  // What is compared below must not depend on when the model follows.
  await app.trainByHand();
  const file = await saved(page, 'Save project');
  await app.upload('Discs', drawnSeries('disc', 2, 50), 8);
  await app.rename('Stripes', 'Bands');
  const before = await onDisk(page);
  const dialog = page.getByRole('dialog', { name: 'Open project' });

  await give(page, file);
  await expect(dialog).toContainText('2 classes with 12 images and a trained model');
  await expect(dialog).toContainText('2 classes with 14 images and a trained model');
  await shot(page, info, 'dialog');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
  expect(await onDisk(page)).toEqual(before);
  await give(page, file);
  await expect(dialog.getByRole('button', { name: 'Replace' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Open project' })).toBeFocused();

  await give(page, file);
  await dialog.getByRole('button', { name: 'Replace' }).click();
  await app.expectCount('Discs', 6);
  await app.expectCount('Stripes', 6);
  await expect(app.region('Bands')).toHaveCount(0);
  await shot(page, info, 'replaced');
  await page.keyboard.press('ControlOrMeta+z');
  await app.expectCount('Discs', 8);
  await app.expectCount('Bands', 6);
  expect(await onDisk(page)).toEqual(before);

  await give(page, file);
  await dialog.getByRole('button', { name: 'Replace' }).click();
  await app.expectCount('Discs', 6);
  const opened = page.getByRole('status').filter({ hasText: 'Opened' });
  const undo = opened.getByRole('button', { name: 'Undo' });
  await give(page, file);
  await dialog.getByRole('button', { name: 'Add as classes' }).click();
  await app.expectCount('Discs', 12);
  await expect(undo).toHaveCount(1);
  await undo.click();
  await app.expectCount('Discs', 6);
  await app.expectCount('Stripes', 6);
  await expect(undo).toHaveCount(0);
  await page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
  await app.expectCount('Discs', 8);
  await app.expectCount('Bands', 6);
  expect(await onDisk(page)).toEqual(before);

  await give(page, file);
  await dialog.getByRole('button', { name: 'Add as classes' }).click();
  await app.expectCount('Discs', 14);
  await app.expectCount('Stripes', 6);
  await app.expectCount('Bands', 6);
  await app.reload();
  await app.expectCount('Discs', 14);

  const other = await freshApp(browser);
  await other.page.getByLabel('Model file').setInputFiles(file);
  await expect(notice(other.page, /is a project, not a model/)).toBeVisible();
  await other.expectCount('Discs', 6);
  const model = await other.downloadTfjs();
  await other.page.getByLabel('Project file').setInputFiles(model);
  await expect(notice(other.page, /is a model, not a project/)).toBeVisible();
  await expect(other.tryIt.getByText(/Answers by/)).toBeVisible();
  await other.expectCount('Discs', 6);
  await other.page.context().close();
});

test('images by class: downloaded, opened again as a zip, as a folder, and dropped', async ({
  page,
  browser,
}, info) => {
  const app = await filledApp(page, 4);
  await app.rename('Stripes', 'a/b: "c"');
  await page.getByRole('button', { name: 'Add class' }).click();
  await app.upload('Class 3', [await webp(page, 'small.webp')]);
  await page.getByRole('button', { name: 'Project menu' }).click();
  await shot(page, info, 'menu');
  const file = await saved(page, 'Download images', 'menuitem');
  const entries = unzipSync(readFileSync(file));
  expect(Object.keys(entries)).toEqual([
    ...[0, 1, 2, 3].map((seed) => `Discs/disc-${seed}.png`),
    ...[0, 1, 2, 3].map((seed) => `a_b_ _c_/stripes-${seed}.png`),
    'Class 3/small.png',
    'README.txt',
    'train_keras.json',
    'train_keras.py',
  ]);
  expect(Buffer.from(entries['Discs/disc-1.png'] ?? [])).toEqual(drawn('disc', 1).buffer);
  // Keras passes WebP over.
  expect(Buffer.from(entries['Class 3/small.png'] ?? []).toString('latin1')).toMatch(/^.PNG/);

  await give(page, file);
  await app.expectCount('Discs', 8);
  await app.expectCount('a/b: "c"', 8);
  await expect(app.region('a_b_ _c_')).toHaveCount(0);

  const other = await freshApp(browser);
  await give(other.page, file);
  await other.expectCount('Discs', 4);
  await other.expectCount('a_b_ _c_', 4);
  await expect(other.region('Class 1')).toHaveCount(0);

  const folder = info.outputPath('pets');
  for (const [name, bytes] of Object.entries(entries)) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, name), bytes);
  }
  writeFileSync(path.join(folder, 'Discs', 'notes.txt'), 'no picture');
  writeFileSync(path.join(folder, 'Discs', 'broken.png'), 'no picture either');
  await other.page.getByLabel('Image folder').setInputFiles(folder);
  await other.expectCount('Discs', 8);
  await other.expectCount('a_b_ _c_', 8);
  const alert = other.page.getByRole('alert').filter({ hasText: 'Opened pets' });
  await expect(alert).toContainText('broken.png is not an image');

  await drop(other.page, folder, other.page.getByRole('heading', { name: 'Show & Tell' }));
  await other.expectCount('Discs', 12);
  await drop(other.page, path.join(folder, 'Discs'), other.region('a_b_ _c_'));
  await other.expectCount('a_b_ _c_', 16);
  await drop(other.page, file, other.region('Discs'));
  await other.expectCount('Discs', 16);
  await other.page.context().close();
});

test('Teachable Machine and genai-tm projects give their images', async ({ page }) => {
  const app = new AppPage(page);
  await app.open();
  const entries = Object.fromEntries(
    drawnSeries('disc', 3).map(({ buffer }, index) => [
      `Round-!-${index}.jpg`,
      new Uint8Array(buffer),
    ]),
  );
  const manifest = strToU8(JSON.stringify({ type: 'image', version: '2.4.5', appdata: {} }));
  const tm = zipOf({ 'manifest.json': manifest, ...entries });
  await give(page, { name: 'project.tm', mimeType: '', buffer: tm });
  await app.expectCount('Round', 3);
  await expect(notice(page, /^Opened project\.tm$/)).toBeVisible();
  await expect(page.getByText(/holds no trained model that can be read/)).toBeVisible();
  const metadata = strToU8(JSON.stringify({ labels: ['Round', 'Lined'] }));
  const picture = new Uint8Array(drawn('stripes', 7).buffer);
  const genai = zipOf({ 'metadata.json': metadata, 'samples/1_0.png': picture });
  await give(page, { name: 'genai.zip', mimeType: '', buffer: genai });
  await app.expectCount('Lined', 1);
});

test('a long opening shows how far it is and can be cancelled', async ({ page }, info) => {
  const app = new AppPage(page);
  await app.open();
  const picture = new Uint8Array(drawn('disc', 3).buffer);
  const many = zipOf(Object.fromEntries(numbered(1500).map(([name]) => [`Many/${name}`, picture])));
  await give(page, { name: 'many.zip', mimeType: '', buffer: many });
  const progress = page.getByRole('progressbar', { name: 'Opening many.zip' });
  await expect(progress).toBeVisible();
  await expect
    .poll(async () => Number(await progress.getAttribute('aria-valuenow')))
    .toBeGreaterThan(2);
  await shot(page, info, 'progress');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await app.expectCount('Class 1', 0);
  await expect(app.region('Many')).toHaveCount(0);
  expect(await records(page)).toEqual({ classes: 2, samples: 0, pictures: 0 });
});

const zipOf = (entries: Record<string, Uint8Array>) => Buffer.from(zipSync(entries, { level: 1 }));

/** As much of a model's download as tells what it is. */
function ownModel(format: string): Buffer {
  const own = { format: 'show-and-tell-model', exportedAs: format };
  const metadata = format === 'teachable-machine' ? { userMetadata: own } : own;
  return zipOf({
    'metadata.json': strToU8(JSON.stringify(metadata)),
    'model.json': strToU8('{}'),
    'weights.bin': strToU8('1'),
    'golden/0.png': new Uint8Array(drawn('disc', 1).buffer),
  });
}

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index): [string, Uint8Array] => [
    `${index}.png`,
    new Uint8Array(),
  ]);

/** A WebP without loss, drawn by the page. */
async function webp(page: Page, name: string) {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 40;
    canvas.height = 30;
    canvas.getContext('2d')?.fillRect(5, 5, 20, 10);
    return canvas.toDataURL('image/webp', 1).split(',')[1] ?? '';
  });
  return { name, mimeType: 'image/webp', buffer: Buffer.from(base64, 'base64') };
}

const notice = (page: Page, title: RegExp) => page.getByRole('status').getByText(title);

type Given = string | { name: string; mimeType: string; buffer: Buffer };

async function give(page: Page, file: Given): Promise<void> {
  await page.getByLabel('Project file').setInputFiles(file);
}

async function freshApp(browser: Browser): Promise<AppPage> {
  const context = await browser.newContext();
  const app = new AppPage(await context.newPage());
  await app.open();
  await app.useStarter();
  return app;
}

/** Presses a button that downloads; answers the path of what came, under a name that ends in .zip. */
async function saved(page: Page, name: string, role: 'button' | 'menuitem' = 'button') {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole(role, { name }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^show-and-tell-\w+-\d{4}-\d\d-\d\d\.zip$/);
  const file = `${await download.path()}.zip`;
  await download.saveAs(file);
  return file;
}

/** The probabilities that the app writes beside the golden drawings of an export. */
async function goldenAnswers(app: AppPage): Promise<number[]> {
  const entries = unzipSync(readFileSync(await app.downloadTfjs()));
  const expected: { probabilities: number[] }[] = JSON.parse(
    strFromU8(entries['golden/expected.json'] ?? new Uint8Array()),
  );
  return expected.flatMap(({ probabilities }) => probabilities);
}

/** What the user owns as it lies in IndexedDB, ids apart: classes, pictures, weights. */
async function onDisk(page: Page) {
  return page.evaluate(async () => {
    const read = (name: string, store: string) =>
      new Promise<Map<string, unknown>>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const all = database.transaction(store).objectStore(store);
          const [keys, values] = [all.getAllKeys(), all.getAll()];
          values.onsuccess = () => {
            database.close();
            resolve(new Map(keys.result.map((key, index) => [String(key), values.result[index]])));
          };
        };
      });
    const classes = [...(await read('show-and-tell-classes', 'records')).values()];
    const samples = [...(await read('show-and-tell-samples', 'records')).values()];
    const pictures = await read('show-and-tell-pictures', 'bytes');
    const model = (await read('show-and-tell-project', 'records')).get('model');
    const fields = (value: unknown): Record<string, unknown> => Object.assign({}, value);
    const digest = async (bytes: unknown) =>
      bytes instanceof Uint8Array
        ? [...new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)))].join()
        : null;
    const live = classes.map(fields).filter(({ deletedAt }) => deletedAt === null);
    live.sort((a, b) => Number(a.order) - Number(b.order));
    const own = samples.map(fields).sort((a, b) => Number(a.addedAt) - Number(b.addedAt));
    const shown = [];
    for (const { id, name, enabled } of live) {
      const inside = [];
      for (const sample of own.filter(({ classId }) => classId === id)) {
        if (sample.deletedAt !== null) continue;
        const { name, type, width, height, addedAt } = sample;
        const sha = await digest(pictures.get(String(sample.id)));
        inside.push({ name, type, width, height, addedAt, sha });
      }
      shown.push({ name, enabled, inside });
    }
    return { shown, head: JSON.stringify(fields(model).head ?? null) };
  });
}

/** How many records of each kind are on disk, deleted ones too. */
async function records(page: Page) {
  return page.evaluate(async () => {
    const count = (name: string, store: string) =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => {
          const counting = opening.result.transaction(store).objectStore(store).count();
          counting.onsuccess = () => {
            opening.result.close();
            resolve(counting.result);
          };
        };
      });
    return {
      classes: await count('show-and-tell-classes', 'records'),
      samples: await count('show-and-tell-samples', 'records'),
      pictures: await count('show-and-tell-pictures', 'bytes'),
    };
  });
}

/** A real drop of a folder, as the operating system would do it. */
async function drop(page: Page, folder: string, target: ReturnType<Page['getByRole']>) {
  const box = await target.boundingBox();
  if (box === null) throw new Error('the target is not on the screen');
  const session = await page.context().newCDPSession(page);
  const at = { x: box.x + box.width / 2, y: box.y + 10 };
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...at, data });
  }
  await session.detach();
}

const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

/** Pictures for people to look at, on either size. */
async function shot(page: Page, info: TestInfo, name: string): Promise<void> {
  for (const [device, size] of Object.entries(SIZES)) {
    await page.setViewportSize(size);
    await page.screenshot({
      path: path.join(
        info.config.rootDir,
        `../../test-results/screens/project-${name}-${device}.png`,
      ),
    });
  }
  await page.setViewportSize(SIZES.desktop);
}
