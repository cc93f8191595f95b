import { expect, type Page } from '@playwright/test';
import { AppPage } from '../support/app-page.ts';
import type { FilePayload } from '../support/drawn-pictures.ts';
import type { Behaviour } from '../support/mirror-server.ts';
import { OFFICIAL_FILES, OFFICIAL_HOSTS, test } from '../support/mirrored-test.ts';

const FIRST_HOST = 'storage.googleapis.com';
const LAST_HOST = 'tfhub.dev';
// Afterwards, since the mirror serves the worker's next file too.
test.afterEach(({ mirror }) => {
  mirror.behave('', 'ok');
  mirror.behave(FIRST_HOST, 'ok');
});
test.beforeEach(({ mirror }) => {
  mirror.log.length = 0;
});

test('the first load shows its progress and moves nothing, the second asks for nothing', async ({
  page,
  mirror,
}) => {
  const app = new AppPage(page);
  mirror.behave(FIRST_HOST, 'slow');
  await app.open();
  const bar = page.getByRole('progressbar', { name: 'Download of the base network' });
  await expect(bar).toBeVisible();
  // Where somebody is about to press: it must not slip away from under the finger.
  const place = () => app.region('Class 1').boundingBox();
  const placeWhileFetching = await place();
  await expect(page.getByText('Getting MobileNet v2 · 1.0')).toBeVisible();
  await expect(page.getByText(/^[\d.]+ MB of [\d.]+ MB$/)).toBeVisible();
  await app.inUse('MobileNet v2 · 1.0');
  await expect(bar).toHaveCount(0);
  expect(await place()).toEqual(placeWhileFetching);

  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  mirror.log.length = 0;
  await app.reload();
  await app.inUse('MobileNet v2 · 1.0');
  expect(mirror.log).toEqual([]);
  expect(asked.filter((url) => url.includes('/backbones/'))).toEqual([]);
  expect(asked.length).toBeGreaterThan(0);
});

const FAILURES: { name: string; behaviour: Behaviour }[] = [
  { name: 'a connection cut in the middle of a shard', behaviour: 'cut' },
  { name: 'a shard cut short', behaviour: 'short' },
  { name: 'a 403', behaviour: 403 },
  { name: 'an HTML page in place of weights', behaviour: 'html' },
  { name: 'a server that never answers', behaviour: 'hang' },
];

for (const { name, behaviour } of FAILURES) {
  test(`${name}: the next source is taken`, async ({ page, mirror }) => {
    const app = new AppPage(page);
    mirror.behave(FIRST_HOST, behaviour);
    await app.open();
    await app.inUse('MobileNet v2 · 1.0');
    await expect(page.getByText('could not be fetched')).toHaveCount(0);
    const hosts = mirror.log.map(({ host }) => host);
    expect(hosts[0]).toBe(FIRST_HOST);
    expect(hosts.at(-1)).toBe(LAST_HOST);
  });
}

/** For how long at most the app waits for a network before it looks for the starter, milliseconds. */
const PATIENCE = 5_000;

test('no network: the starter is fetched within 5 seconds; then Try again', async ({
  page,
  context,
}) => {
  const app = new AppPage(page);
  const official = new RegExp(OFFICIAL_HOSTS.join('|'));
  await context.route(official, (route) => route.abort('internetdisconnected'));
  const waited = untilStarterIsAsked(page);
  await app.open();
  await app.inUse('Starter (built in)');
  await saysSo(page);
  await expect(page.getByText('storage.googleapis.com could not be reached')).not.toHaveCount(0);

  await context.unroute(official);
  await page.getByRole('button', { name: 'Try again' }).click();
  await app.inUse('MobileNet v2 · 1.0');
  await expect(page.getByText('could not be fetched')).toHaveCount(0);
  expect(await waited).toBeLessThan(PATIENCE);
});

test('the banner does not push the page while somebody points at something', async ({
  page,
  context,
}) => {
  const app = new AppPage(page);
  await context.route(new RegExp(OFFICIAL_HOSTS.join('|')), (route) => route.abort());
  await app.open();
  const banner = page.getByText('could not be fetched');
  // In the page itself, which a busy machine cannot hold up as it does a test.
  for (const type of ['pointermove', 'dragover']) {
    const restless = await page.evaluate((type) => {
      const event = () => new Event(type, { bubbles: true });
      return setInterval(() => document.body.dispatchEvent(event()), 50);
    }, type);
    await expect(page.getByText('In use for now:')).toBeVisible();
    await page.waitForTimeout(1_500);
    await expect(banner).toHaveCount(0);
    await page.evaluate((restless) => clearInterval(restless), restless);
    await expect(banner).toBeVisible();
    await app.reload();
  }
});

test('a starter that comes later than the wanted network does not replace it', async ({
  page,
  context,
}) => {
  const app = new AppPage(page);
  const starter = /\/backbones\/starter\/model\.json/;
  const starterAsked = page.waitForRequest(starter);
  const getting = page.getByText('Getting MobileNet v2 · 1.0');
  await context.route(new RegExp(`${FIRST_HOST}.*model\\.json`), async (route) => {
    // Silent for so long that the starter is looked for.
    await starterAsked;
    await route.continue();
  });
  await context.route(starter, async (route) => {
    await getting.waitFor();
    await getting.waitFor({ state: 'hidden' });
    await route.continue();
  });
  await app.open();
  await app.inUse('MobileNet v2 · 1.0');
  // Longer than it takes to fetch and load the starter.
  await page.waitForTimeout(3_000);
  await app.inUse('MobileNet v2 · 1.0');
  await expect(page.getByText('could not be fetched')).toHaveCount(0);
});

test('a network that swallows everything: the starter is fetched within 5 seconds', async ({
  page,
  mirror,
}) => {
  const app = new AppPage(page);
  mirror.behave('', 'hang');
  mirror.behave(FIRST_HOST, 'hang');
  const waited = untilStarterIsAsked(page);
  await app.open();
  await app.inUse('Starter (built in)');
  await saysSo(page);
  expect(await waited).toBeLessThan(PATIENCE);
});

test('files of one’s own are taken, wrong ones refused', async ({ page, mirror }) => {
  const app = new AppPage(page);
  mirror.behave('', 404);
  mirror.behave(FIRST_HOST, 404);
  await app.open();
  await saysSo(page);
  const modelJson = payload('model.json');
  const shard = payload('group1-shard1of1.bin');
  const input = page.getByLabel('Base network files');
  const refused = page.getByRole('alert').filter({ hasText: /\S/ });
  const json = (text: string) => ({
    name: 'model.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });

  await input.setInputFiles([shard]);
  await expect(refused).toContainText('There is no model.json among these files');
  await input.setInputFiles([modelJson]);
  await expect(refused).toContainText('These files are missing: group1-shard1of1.bin');
  await input.setInputFiles([json('{"format": ')]);
  await expect(refused).toContainText('The model.json cannot be read');
  await input.setInputFiles([json('{"format": "layers-model"}')]);
  await expect(refused).toContainText(/not a MobileNet|cannot be read/);

  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Use files…' }).click(),
  ]);
  await chooser.setFiles([shard, modelJson]);
  await app.inUse('Your files (MobileNet v2, 1280 features)');
  await expect(page.getByText('could not be fetched')).toHaveCount(0);
  await app.reload();
  await app.inUse('Your files (MobileNet v2, 1280 features)');
});

function payload(name: string): FilePayload {
  const buffer = Buffer.from(OFFICIAL_FILES.get(name) ?? []);
  return { name, mimeType: 'application/octet-stream', buffer };
}

/**
 * Milliseconds from the first request for the wanted network to that for the starter: what the app
 * decides, and not how quick this machine is to load it.
 */
async function untilStarterIsAsked(page: Page): Promise<number> {
  const asked = (file: RegExp) => page.waitForRequest(file).then(() => performance.now());
  const [wanted, starter] = await Promise.all([
    asked(/\/mobilenet_v2_1\.0_224\/model\.json/),
    asked(/\/backbones\/starter\/model\.json/),
  ]);
  return starter - wanted;
}

/** The page tells that the network is missing, and what can be done. */
async function saysSo(page: Page): Promise<void> {
  const banner = page.getByRole('status').filter({ hasText: 'could not be fetched' });
  await expect(banner).toBeVisible({ timeout: 30_000 });
  await expect(banner).toContainText('built-in starter network');
  await expect(banner.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(banner.getByRole('button', { name: 'Use files…' })).toBeVisible();
}
