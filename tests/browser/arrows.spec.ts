import { expect } from '@playwright/test';
import { AppPage } from '../support/app-page.ts';
import { launchOptions, test } from '../support/browser.ts';
import { drawnSeries } from '../support/drawn-pictures.ts';

test.use(launchOptions());

// Each class is the other's mirror image: a head that also learned from mirror images could only guess.
test('arrows to the left and to the right are told apart', async ({ page }) => {
  const app = new AppPage(page);
  await app.open();
  await app.useStarter();
  await app.rename('Class 1', 'Left');
  await app.rename('Class 2', 'Right');
  await app.upload('Left', drawnSeries('left arrow', 40));
  await app.upload('Right', drawnSeries('right arrow', 40));
  await app.trainModel();
  const share = await app.shareRight({
    Left: drawnSeries('left arrow', 20, 500),
    Right: drawnSeries('right arrow', 20, 500),
  });
  expect(share).toBeGreaterThanOrEqual(0.9);
});
