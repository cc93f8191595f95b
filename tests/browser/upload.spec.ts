import { expect, type Locator, type Page } from '@playwright/test';
import { AppPage } from '../support/app-page.ts';
import { brokenFiles } from '../support/broken-files.ts';
import { launchOptions, test } from '../support/browser.ts';
import { drawn, drawnSeries, type FilePayload } from '../support/drawn-pictures.ts';

test.use(launchOptions());

test('of a hundred files the broken ones are named, the rest are in', async ({ page }) => {
  const app = new AppPage(page);
  await app.open();
  const broken = brokenFiles(await drawnJpeg(page));
  const good = drawnSeries('disc', 100 - broken.length);
  const files = [...good];
  // Spread among the good ones.
  for (const [index, { file }] of broken.entries()) files.splice(13 * index + 5, 0, file);
  await app.upload('Class 1', files, good.length);
  await app.expectCount('Class 2', 0);

  const alert = page.getByRole('alert').filter({ hasText: 'not added' });
  await expect(alert).toContainText(`${broken.length} files were not added`);
  for (const { file, reason } of broken) {
    await expect(alert.getByRole('listitem').filter({ hasText: file.name })).toHaveText(reason);
  }
  await expect(alert.getByRole('listitem')).toHaveCount(broken.length);
  await alert.getByRole('button', { name: 'Dismiss' }).click();
  await expect(alert).toHaveCount(0);
});

test('one, several and all images are deleted, and each comes back', async ({ page }) => {
  const app = new AppPage(page);
  await app.open();
  const region = app.region('Class 1');
  await app.upload('Class 1', drawnSeries('disc', 12));
  const images = region.getByRole('listbox', { name: 'Images of Class 1' });

  await images.getByRole('option', { name: /^disc-4\.png/ }).click();
  await region.getByRole('button', { name: 'Delete 1 image' }).click();
  await app.expectCount('Class 1', 11);
  await expect(images.getByRole('option', { name: /^disc-4\.png/ })).toHaveCount(0);
  await undo(page);
  await app.expectCount('Class 1', 12);
  await expect(images.getByRole('option', { name: /^disc-4\.png/ })).toHaveCount(1);

  for (const number of [1, 2, 3]) {
    await images.getByRole('option', { name: new RegExp(`^disc-${number}\\.png`) }).click();
  }
  await region.getByRole('button', { name: 'Delete 3 images' }).click();
  await app.expectCount('Class 1', 9);
  await undo(page);
  await app.expectCount('Class 1', 12);

  await menu(region, 'Remove all images');
  await app.expectCount('Class 1', 0);
  await undo(page);
  await app.expectCount('Class 1', 12);
});

test('images can be deleted by keyboard while others come in', async ({ page }) => {
  const app = new AppPage(page);
  await app.open();
  await app.upload('Class 1', drawnSeries('disc', 12));
  const images = app.region('Class 1').getByRole('listbox', { name: 'Images of Class 1' });
  const focused = images.locator(':focus');
  await images.getByRole('option').first().focus();
  await app.give('Class 1', drawnSeries('disc', 120, 1_000));
  const gone: string[] = [];
  for (let deleted = 0; deleted < 6; deleted += 1) {
    gone.push((await focused.getAttribute('aria-label'))?.split(',')[0] ?? '');
    await page.keyboard.press('Delete');
    // The keyboard is on another image by then, and the one that went does not come back.
    await expect(focused).not.toHaveAttribute('aria-label', new RegExp(`^${gone.at(-1)},`));
  }
  await app.expectCount('Class 1', 12 + 120 - gone.length);
  await expect(focused).toHaveCount(1);
  for (const name of gone) {
    await expect(images.getByRole('option', { name: new RegExp(`^${name},`) })).toHaveCount(0);
  }
});

test('classes are added, renamed, deleted and brought back', async ({ page }) => {
  const app = new AppPage(page);
  await app.open();
  await page.getByRole('button', { name: 'Add class' }).click();
  await expect(app.region('Class 3')).toBeVisible();
  await app.rename('Class 3', 'Cups & “saucers” <b>');
  await app.upload('Cups & “saucers” <b>', drawnSeries('stripes', 3));

  await menu(app.region('Cups & “saucers” <b>'), 'Delete class');
  await expect(app.region('Cups & “saucers” <b>')).toHaveCount(0);
  await undo(page);
  await app.expectCount('Cups & “saucers” <b>', 3);
  await app.reload();
  await app.expectCount('Cups & “saucers” <b>', 3);
  await expect(app.region('Class 1')).toBeVisible();
});

test('files are taken by drop and by paste', async ({ page }) => {
  const app = new AppPage(page);
  await app.open();
  await bring(app.region('Class 1'), 'drop', drawnSeries('disc', 3));
  await app.expectCount('Class 1', 3);
  await bring(app.region('Class 2').getByRole('textbox'), 'paste', [drawn('stripes', 1)]);
  await app.expectCount('Class 2', 1);
  await app.expectCount('Class 1', 3);

  // Anywhere else a pasted picture asks "what is this?", and a dropped one is not opened in place of the app.
  await bring(page.getByRole('heading', { name: 'Show & Tell' }), 'paste', [drawn('disc', 50)]);
  await expect(app.tryIt.getByRole('img', { name: 'disc-50.png' })).toBeVisible();
  await bring(page.getByRole('heading', { name: 'Show & Tell' }), 'drop', [drawn('disc', 51)]);
  await app.expectCount('Class 1', 3);
  await bring(app.tryIt.getByRole('img', { name: 'disc-50.png' }), 'drop', [drawn('disc', 52)]);
  await expect(app.tryIt.getByRole('img', { name: 'disc-52.png' })).toBeVisible();
});

/** A JPEG from the browser itself. */
async function drawnJpeg(page: Page): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 320;
    canvas.height = 240;
    const context = canvas.getContext('2d');
    for (let x = 0; context !== null && x < 320; x += 4) {
      context.fillStyle = `hsl(${(x * 37) % 360} 70% ${20 + ((x * 13) % 60)}%)`;
      context.fillRect(x, 0, 4, 240);
    }
    return canvas.toDataURL('image/jpeg');
  });
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

async function undo(page: Page): Promise<void> {
  const notice = page.getByRole('status').filter({ hasText: 'Deleted' });
  await notice.getByRole('button', { name: 'Undo' }).click();
  await expect(notice).toHaveCount(0);
}

async function menu(region: Locator, item: string): Promise<void> {
  await region.getByRole('button', { name: 'Class menu' }).click();
  await region.page().getByRole('menuitem', { name: item }).click();
}

/** Lets files fall onto an element, or pastes them into it, as a browser would tell the page. */
async function bring(target: Locator, how: 'drop' | 'paste', files: FilePayload[]): Promise<void> {
  const inline = files.map(({ name, mimeType, buffer }) => ({
    name,
    mimeType,
    base64: buffer.toString('base64'),
  }));
  await target.evaluate(
    (element, { how, inline }) => {
      const data = new DataTransfer();
      for (const { name, mimeType, base64 } of inline) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        data.items.add(new File([bytes], name, { type: mimeType }));
      }
      const common = { bubbles: true, cancelable: true };
      if (how === 'paste') {
        element.dispatchEvent(new ClipboardEvent('paste', { ...common, clipboardData: data }));
        return;
      }
      for (const type of ['dragenter', 'dragover', 'drop']) {
        element.dispatchEvent(new DragEvent(type, { ...common, dataTransfer: data }));
      }
    },
    { how, inline },
  );
}
