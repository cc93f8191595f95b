import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { AppPage } from '../support/app-page.ts';
import { hasShared, launchOptions, test } from '../support/browser.ts';
import { drawnSeries, type FilePayload } from '../support/drawn-pictures.ts';
import { photos } from '../support/photos.ts';
import { soundInAllLooks } from '../support/sound-in-all-looks.ts';

test.use(launchOptions());

/** Two classes that are hard enough to be mixed up now and then. */
function pictures(): (string[] | FilePayload[])[] {
  if (!hasShared) return [drawnSeries('left arrow', 30), drawnSeries('right arrow', 30)];
  return [photos('cats-dogs/cats').slice(0, 30), photos('cats-dogs/dogs').slice(0, 30)];
}

async function openReport(page: Page): Promise<{ app: AppPage; report: Locator }> {
  const app = new AppPage(page);
  await app.open();
  await app.useStarter();
  await app.rename('Class 1', 'Cats');
  await app.rename('Class 2', 'Dogs');
  const [cats = [], dogs = []] = pictures();
  await app.upload('Cats', cats);
  await app.upload('Dogs', dogs);
  await app.trainModel();
  return { app, report: await openedReport(app) };
}

async function openedReport({ page, train }: AppPage): Promise<Locator> {
  await train.getByRole('button', { name: 'Open report' }).click();
  const report = page.getByRole('dialog', { name: 'Report' });
  await expect(report.getByRole('img', { name: /^Learning curve/ })).toBeVisible();
  return report;
}

/** "Cats taken for Dogs: 3 images" → 3 */
const countIn = (name: string | null) => Number(/: (\d+) /.exec(name ?? '')?.[1] ?? Number.NaN);

test('the report says how good the model is, and shows the images behind it', async ({ page }) => {
  const { report } = await openReport(page);
  const said = await report.getByText(/right on images it had not seen/).textContent();
  const [correct = 0, total = 0] = [...(said ?? '').matchAll(/\d+/g)].map(Number);
  expect(total).toBe(60);
  await expect(
    report.getByText(`${Math.round((100 * correct) / total)}\u00a0%`).first(),
  ).toBeVisible();
  await expect(report.getByText(/between \d+.% and \d+.%, 19 times out of 20/)).toBeVisible();
  await expect(report.getByText(/^What to do next: .{20}/)).toBeVisible();

  const cells = report.getByRole('button', {
    name: /^(Cats|Dogs) (recognised|taken for (Cats|Dogs)): /,
  });
  const names = await cells.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  expect(names.reduce((sum, name) => sum + countIn(name), 0)).toBe(total);
  const right = names.filter((name) => name?.includes('recognised'));
  expect(right.reduce((sum, name) => sum + countIn(name), 0)).toBe(correct);
  const recall = report.getByRole('row', { name: /^Cats 30 \d+/ });
  await expect(recall).toContainText(`${countIn(right[0] ?? null)} of 30`);

  await expect(report.getByRole('img', { name: /^Reliability diagram. .*right/ })).toBeVisible();
  const wrong = report.getByRole('button', { name: /^Dogs taken for Cats: / });
  const mistakes = countIn(await wrong.getAttribute('aria-label'));
  await wrong.click();
  const behind = report.getByRole('region', { name: '“Dogs” taken for “Cats”' });
  await expect(behind.getByRole('listitem')).toHaveCount(mistakes);
  await expect(behind.getByText(/^\d+.% sure$/)).toHaveCount(mistakes);
  const picture = behind.locator('img').first();
  await expect
    .poll(() =>
      picture.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth),
    )
    .toBeGreaterThan(0);
  await behind.getByRole('button', { name: 'Close these images' }).click();
  await expect(behind).toHaveCount(0);

  await page.keyboard.press('Escape');
  await expect(report).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Open report' })).toBeFocused();
});

test('the report can be taken along', async ({ page, context }) => {
  const { report } = await openReport(page);
  const wrong = report.getByRole('button', { name: /taken for (Cats|Dogs): / });
  const labels = await wrong.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  const mistakes = labels.reduce((sum, label) => sum + countIn(label), 0);
  const save = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      report.getByRole('button', { name }).click(),
    ]);
    return { path: await download.path(), name: download.suggestedFilename() };
  };

  const saved = await save('Save as web page');
  expect(saved.name).toBe('show-and-tell-cats-dogs-report.html');
  await expect(report.getByText(`Saved ${saved.name}.`)).toBeVisible();
  const offline = await context.newPage();
  const asked: string[] = [];
  offline.on('request', (request) => asked.push(request.url()));
  const html = readFileSync(saved.path, 'utf8');
  await offline.route('http://report.test/', (route) =>
    route.fulfill({ contentType: 'text/html', body: html }),
  );
  await offline.goto('http://report.test/');
  await expect(offline.getByRole('heading', { level: 1 })).toHaveText('Cats, Dogs');
  await expect(offline.getByText(/taken for .* sure/)).toHaveCount(mistakes);
  const sizes = await offline
    .locator('.gallery img')
    .evaluateAll((all) => all.map((one) => one instanceof HTMLImageElement && one.naturalWidth));
  expect(sizes).toEqual(Array.from({ length: mistakes }, () => 160));
  expect(asked.filter((url) => !url.startsWith('data:'))).toEqual(['http://report.test/']);
  await offline.close();

  const tables = await save('Save tables (CSV)');
  expect(tables.name).toBe('show-and-tell-cats-dogs-report-tables.zip');
  const files = unzipSync(readFileSync(tables.path));
  expect(Object.keys(files)).toContain('learning-curve.csv');
  const rows = (name: string) =>
    new TextDecoder()
      .decode(files[name])
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
  const predictions = rows('predictions.csv');
  expect(predictions).toHaveLength(61);
  expect(new Set(predictions.map((row) => row.length))).toEqual(new Set([8]));
  expect(predictions.filter((row) => row[4] === 'no')).toHaveLength(mistakes);
  expect(new Set(predictions.map(([name]) => name)).size).toBe(61);
});

test('the report opens again, also without a network', async ({ page, context }) => {
  const { app, report } = await openReport(page);
  const said = await report.getByText(/right on images it had not seen/).textContent();
  const fetched = app.fetchedAhead();
  await app.reload();
  await fetched;
  await context.setOffline(true);
  const again = await openedReport(app);
  await expect(again.getByText(said ?? '')).toBeVisible();
  for (const tab of await again.getByRole('tab').all()) {
    await tab.click();
    await expect(again.getByRole('tabpanel')).toBeVisible();
    await expect(again.getByText('could not be loaded')).toHaveCount(0);
  }
});

test('nothing serious in any look', async ({ page }) => {
  const { report } = await openReport(page);
  await report.getByRole('button', { name: /^Cats recognised: / }).click();
  await expect(
    report.getByRole('region', { name: '“Cats” recognised' }).locator('img').first(),
  ).toBeVisible();
  await soundInAllLooks(page, 'the report');
  // It is as narrow as a phone now.
  const wide = await report.evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
  expect(wide).toBeLessThanOrEqual(0);
});
