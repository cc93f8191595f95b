import { type BrowserContext, expect } from '@playwright/test';
import { AppPage } from '../support/app-page.ts';
import { launchOptions, SIMULATED_GPU_ARGS, test } from '../support/browser.ts';
import { drawn, drawnSeries } from '../support/drawn-pictures.ts';

/** What nobody needs who only looks in: the ways to compute on a GPU, exports, plots, dialogs. */
const LATER =
  /webgl|webgpu|export-model|single-file|layout-samples|TrainingCurve|ConfusionMatrix|Report|Overview|MapTab|RunsTab|HintsTab|MistakesTab|Dialog|Menu-|Webcam|HeadOptions/;

// With GPUs to try, if only simulated ones.
test.use(launchOptions(SIMULATED_GPU_ARGS));

test('fetches only what it needs, and each part when it is opened', async ({ page, context }) => {
  const asked = record(context);
  const app = new AppPage(page);
  await app.open();
  await app.useStarter();
  // The line on the network stands in Settings, which is one of those parts.
  await expect.poll(() => asked.some((name) => name.startsWith('tfjs-backend-wasm'))).toBe(true);
  await quiet(asked);
  expect(asked.filter((name) => LATER.test(name))).toEqual([]);

  await page.getByRole('button', { name: 'Add class' }).click();
  await app.rename('Class 3', 'Others');
  await quiet(asked);
  expect(asked.filter((name) => LATER.test(name))).toEqual([]);

  await app.inUse('Starter (built in)');
  expect(asked.filter((name) => LATER.test(name))).toEqual([
    expect.stringMatching(/^SettingsDialog-/),
  ]);
  const button = page.getByRole('button', { name: 'Settings', exact: true });
  await expect(button).toBeFocused();

  const menu = app.region('Others').getByRole('button', { name: 'Class menu' });
  await menu.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Move up' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menuitem')).toHaveCount(0);
  await expect(menu).toBeFocused();
});

test('classes and photos can be added before TensorFlow.js is there', async ({ page, context }) => {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const held: string[] = [];
  await context.route(/\/(engine\.worker|tfjs)[^/]*$|\.wasm$/, async (route) => {
    held.push(route.request().url());
    await released;
    await route.continue();
  });
  const app = new AppPage(page);
  await app.open();
  await page.getByRole('button', { name: 'Add class' }).click();
  await app.rename('Class 3', 'Others');
  await app.upload('Others', drawnSeries('disc', 3));
  const images = app.region('Others').getByRole('option');
  await expect(images).toHaveCount(3);
  await expect(images.first().locator('img')).not.toHaveJSProperty('naturalWidth', 0);
  expect(held.length).toBeGreaterThan(0);
  // On disk, too.
  await app.reload();
  await app.expectCount('Others', 3);

  release();
  await app.useStarter();
  await app.upload('Class 1', drawnSeries('stripes', 3));
  await app.trainModel();
  expect(await app.winner(drawn('stripes', 70))).toBe('Class 1');
});

test('what does not come is said, and comes when it is asked for again', async ({
  page,
  context,
}) => {
  const app = new AppPage(page);
  await app.open();
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
  await expect(alert).toBeVisible();
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  await page.keyboard.press('Escape');

  await context.setOffline(true);
  await app.train.getByRole('button', { name: 'Advanced' }).click();
  await expect(app.train.getByRole('alert')).toContainText('could not be loaded');
  await context.setOffline(false);
  await app.train.getByRole('button', { name: 'Try again' }).click();
  await expect(app.train.getByLabel('With a hidden layer')).toBeVisible();
});

/** Names of all files that the page and its workers ask for. */
function record(context: BrowserContext): string[] {
  const asked: string[] = [];
  context.on('request', (request) => {
    asked.push(new URL(request.url()).pathname.split('/').at(-1) ?? '');
  });
  return asked;
}

/** Waits until nothing has been asked for a second. */
async function quiet(asked: readonly string[]): Promise<void> {
  for (let before = -1; before !== asked.length; ) {
    before = asked.length;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}
