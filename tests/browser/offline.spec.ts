import { type BrowserContext, expect } from '@playwright/test';
import { BACKBONE_HOSTS } from '../../src/backbone/catalogue.ts';
import { AppPage } from '../support/app-page.ts';
import { launchOptions, test } from '../support/browser.ts';
import { drawn, drawnSeries } from '../support/drawn-pictures.ts';

test.use(launchOptions());

test('once at work the app does without a network, and asks for nothing', async ({
  page,
  context,
}) => {
  const asked = record(context);
  const app = new AppPage(page);
  await app.open();
  await app.useStarter();
  await app.inUse('Starter (built in)');
  // The recorder hears workers too: it was the engine's that fetched this.
  expect(asked.some((url) => url.endsWith('/backbones/starter/model.json'))).toBe(true);

  const fetched = app.fetchedAhead();
  await app.upload('Class 1', drawnSeries('disc', 6));
  await fetched;
  await context.setOffline(true);
  asked.length = 0;
  await app.upload('Class 2', drawnSeries('stripes', 6));
  await app.trainModel();
  expect(await app.winner(drawn('disc', 70))).toBe('Class 1');
  const zip = await app.downloadTfjs();
  await app.tryIt.getByLabel('Model file').setInputFiles(zip);
  await expect(app.tryIt.getByText('Answers by')).toBeVisible();
  expect(await app.winner(drawn('stripes', 70))).toBe('Class 2');
  await app.train.getByRole('button', { name: 'Open report' }).click();
  const report = page.getByRole('dialog', { name: 'Report' });
  await report.getByRole('tab', { name: 'Map' }).click();
  await expect(report.getByRole('tabpanel', { name: 'Map' })).toBeVisible();
  await page.keyboard.press('Escape');
  expect(asked).toEqual([]);

  // A network that is not here cannot be had now; the work goes on.
  await page.getByLabel('Base network', { exact: true }).selectOption({ index: 0 });
  await expect(page.getByRole('status').filter({ hasText: 'could not be fetched' })).toContainText(
    'built-in starter network',
  );
  await app.trainModel();
});

test('on-line, nobody is asked but the app’s own host and the network’s sources', async ({
  page,
  context,
}) => {
  const asked = record(context);
  const app = new AppPage(page);
  await app.open();
  await app.upload('Class 1', drawnSeries('disc', 4));
  await app.upload('Class 2', drawnSeries('stripes', 4));
  await app.trainModel();
  await app.winner(drawn('disc', 71));
  await app.downloadTfjs();

  const own = new URL(page.url()).origin;
  const origins = new Set(asked.map((url) => new URL(url).origin));
  const allowed = new Set([own, ...BACKBONE_HOSTS]);
  expect([...origins].filter((origin) => !allowed.has(origin))).toEqual([]);
  // What goes to the sources carries nothing.
  const abroad = asked.filter((url) => !url.startsWith(own));
  expect(abroad.length).toBeGreaterThan(0);
  expect(abroad.filter((url) => !url.includes('/model.json'))).toEqual([]);
});

/** Addresses of all requests of all pages and workers that leave the page. */
function record(context: BrowserContext): string[] {
  const asked: string[] = [];
  context.on('request', (request) => {
    if (!/^(blob|data):/.test(request.url())) asked.push(request.url());
  });
  return asked;
}
