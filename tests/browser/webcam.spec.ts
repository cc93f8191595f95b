import { expect, type Page } from '@playwright/test';
import { AppPage } from '../support/app-page.ts';
import { launchOptions, test } from '../support/browser.ts';
import { drawnSeries } from '../support/drawn-pictures.ts';

test.use(launchOptions(['--use-fake-device-for-media-stream=fps=30']));

test('hold to record, by pointer, Space and Enter', async ({ page, context }) => {
  await context.grantPermissions(['camera']);
  const app = new AppPage(page);
  await app.open();
  const region = app.region('Class 1');
  await region.getByRole('button', { name: 'Use webcam' }).click();
  const hold = region.getByRole('button', { name: 'Hold to record' });
  await expect(hold).toBeEnabled();

  await hold.hover();
  await recordsWhile(
    app,
    () => page.mouse.down(),
    () => page.mouse.up(),
  );
  for (const key of ['Space', 'Enter']) {
    await hold.focus();
    await recordsWhile(
      app,
      () => page.keyboard.down(key),
      () => page.keyboard.up(key),
    );
  }
  const total = await app.count('Class 1');
  await region.getByRole('button', { name: 'Close webcam' }).click();
  await expect(hold).toHaveCount(0);
  await app.reload();
  await app.expectCount('Class 1', total);
});

/** Holds until three more pictures are there; once released the count stands still. */
async function recordsWhile(
  app: AppPage,
  press: () => Promise<void>,
  release: () => Promise<void>,
): Promise<void> {
  const before = await app.count('Class 1');
  await press();
  await expect.poll(() => app.count('Class 1')).toBeGreaterThanOrEqual(before + 3);
  await release();
  // What was taken before the release may still be on its way to the disk.
  let last = -1;
  await expect
    .poll(
      async () => {
        const settled = last === (await app.count('Class 1'));
        last = await app.count('Class 1');
        return settled;
      },
      { intervals: [500] },
    )
    .toBe(true);
  await app.page.waitForTimeout(700);
  expect(await app.count('Class 1')).toBe(last);
}

test('live classification makes at least 10 frames a second', async ({ page, context }) => {
  await context.grantPermissions(['camera']);
  const app = new AppPage(page);
  await app.open();
  await app.useStarter();
  await app.region('Class 1').getByRole('button', { name: 'Use webcam' }).click();
  const hold = app.region('Class 1').getByRole('button', { name: 'Hold to record' });
  await expect(hold).toBeEnabled();
  await hold.hover();
  await page.mouse.down();
  await expect.poll(() => app.count('Class 1')).toBeGreaterThanOrEqual(10);
  await page.mouse.up();
  await app.upload('Class 2', drawnSeries('stripes', 10));
  await app.trainModel();

  await app.tryIt.getByText('Webcam', { exact: true }).click();
  const answer = await app.answer();
  expect(answer.get('Class 1')).toBeGreaterThan(80);
  const rate = app.tryIt.getByText(/^\d+ frames a second$/);
  await expect
    .poll(async () => Number.parseInt((await rate.textContent()) ?? '', 10))
    .toBeGreaterThanOrEqual(10);
  await app.inUse('WebAssembly');
});

test('a camera that is not allowed is said to be, and can be tried again', async ({
  page,
  context,
}) => {
  const app = new AppPage(page);
  await app.open();
  await refuseCamera(page);
  const region = app.region('Class 1');
  await region.getByRole('button', { name: 'Use webcam' }).click();
  const refused = region.getByRole('alert');
  await expect(refused).toContainText('The camera is not allowed here');
  await expect(refused).toContainText('Allow it');
  await context.grantPermissions(['camera']);
  await refused.getByRole('button', { name: 'Try again' }).click();
  await expect(region.getByRole('button', { name: 'Hold to record' })).toBeEnabled();
});

/** The browser says no to the camera without asking anybody. */
async function refuseCamera(page: Page): Promise<void> {
  const browser = page.context().browser();
  const session = await browser?.newBrowserCDPSession();
  const target = await page.context().newCDPSession(page);
  const { targetInfo } = await target.send('Target.getTargetInfo');
  await session?.send('Browser.setPermission', {
    permission: { name: 'camera' },
    setting: 'denied',
    origin: new URL(page.url()).origin,
    ...(targetInfo.browserContextId === undefined
      ? {}
      : { browserContextId: targetInfo.browserContextId }),
  });
  await session?.detach();
}
