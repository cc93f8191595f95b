import { expect, type Locator, type Page } from '@playwright/test';
import { AppPage } from '../support/app-page.ts';
import { launchOptions, test } from '../support/browser.ts';
import { drawn, drawnSeries, type FilePayload } from '../support/drawn-pictures.ts';

test.use(launchOptions());

/** More stops than any page here has. */
const MOST_STOPS = 60;

test('the whole job is done by keyboard alone', async ({ page }) => {
  // Playwright begins to catch file choosers some time after the first listener is there.
  page.on('filechooser', () => undefined);
  const app = new AppPage(page);
  await app.open();

  const nameBox = app.region('Class 1').getByRole('textbox', { name: 'Class name' });
  await tabTo(page, nameBox);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Discs');
  await page.keyboard.press('Enter');
  await expect(app.region('Discs')).toBeVisible();

  await uploadByKeyboard(app, 'Discs', drawnSeries('disc', 8));
  await uploadByKeyboard(app, 'Class 2', drawnSeries('stripes', 8));

  // Among the images: move, select, delete, undo.
  const images = app.region('Discs').getByRole('listbox');
  await tabTo(page, images.getByRole('option').first(), 'Shift+Tab');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect(images.getByRole('option', { selected: true })).toHaveCount(1);
  await page.keyboard.press('Delete');
  await app.expectCount('Discs', 7);
  const undo = page.getByRole('banner').getByRole('button', { name: 'Undo' });
  await tabTo(page, undo, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await app.expectCount('Discs', 8);

  await tabTo(page, app.trainButton);
  await page.keyboard.press('Enter');
  await app.trained();

  const choose = app.tryIt.getByRole('button', { name: 'Choose a picture' });
  await tabTo(page, choose);
  await chooseFiles(page, 'Space', [drawn('disc', 80)]);
  await app.tryIt.getByRole('img', { name: 'disc-80.png' }).waitFor();
  const answer = await app.answer();
  expect(answer.get('Discs')).toBeGreaterThan(answer.get('Class 2') ?? 100);

  await tabTo(page, app.train.getByRole('button', { name: 'Download model' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Download model' });
  await tabTo(page, dialog.getByRole('button', { name: 'TensorFlow.js' }));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.keyboard.press('Enter'),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.zip$/);
  await expect(dialog.getByText(/^Downloaded /)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(app.train.getByRole('button', { name: 'Download model' })).toBeFocused();
});

async function uploadByKeyboard(app: AppPage, name: string, files: FilePayload[]): Promise<void> {
  await tabTo(app.page, app.region(name).getByRole('button', { name: 'Upload images' }));
  await chooseFiles(app.page, 'Enter', files);
  await app.expectCount(name, files.length);
}

/** Presses a key that must open a file chooser. */
async function chooseFiles(page: Page, key: string, files: FilePayload[]): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press(key)]);
  await chooser.setFiles(files);
}

/** Tabs until the element has the focus, as a user without a mouse would. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press(key);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${target} is not reached by ${key}`);
}
