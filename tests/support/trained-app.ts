import type { Page } from '@playwright/test';
import { AppPage } from './app-page.ts';
import { drawnSeries } from './drawn-pictures.ts';

/** The app on the starter, with `perClass` drawn discs and stripes. */
export async function filledApp(page: Page, perClass = 8): Promise<AppPage> {
  const app = new AppPage(page);
  await app.open();
  await app.useStarter();
  await app.rename('Class 1', 'Discs');
  await app.rename('Class 2', 'Stripes');
  await app.give('Discs', drawnSeries('disc', perClass));
  await app.give('Stripes', drawnSeries('stripes', perClass));
  await app.expectCount('Discs', perClass);
  await app.expectCount('Stripes', perClass);
  return app;
}

/** The same, trained. */
export async function trainedApp(page: Page, perClass = 8): Promise<AppPage> {
  const app = await filledApp(page, perClass);
  await app.trainModel();
  return app;
}
