/** Whether blurred and black pictures are told from good ones, on real photos. */
import { expect } from '@playwright/test';
import { seededRandom } from '../../src/head/random.ts';
import { pictureQuality, type QualityFault, qualityFault } from '../../src/picture/quality.ts';
import type { CropPixels } from '../../src/picture/types.ts';
import { hasShared, launchOptions, test } from '../support/browser.ts';
import { photoCrops } from '../support/photo-embeddings.ts';
import { photos } from '../support/photos.ts';
import { blurred, darkened, smeared } from '../support/worse-pixels.ts';

test.use(launchOptions());
test.skip(!hasShared, 'the photos of ../shared are not on this machine');

const FOLDERS = [
  'cats-dogs/cats',
  'cats-dogs/dogs',
  'horses-humans/horses',
  'horses-humans/humans',
];
const ACROSS = 4;

test('good photos pass; blurred, shaken and nearly black ones do not', async ({ page }) => {
  const crops = await photoCrops(page, FOLDERS.flatMap(photos));
  const some = crops.filter((_, at) => at % 4 === 0);
  const random = seededRandom(1);
  const share = (name: string, pictures: CropPixels[], fault: QualityFault | null) => {
    const faults = pictures.map((pixels) => qualityFault(pictureQuality(pixels)));
    const found = faults.filter((one) => one === fault).length / faults.length;
    console.log(`${name}: ${found.toFixed(3)} of ${faults.length} come out as ${fault ?? 'good'}`);
    return found;
  };
  const noisy = (pixels: CropPixels, light: number) => darkened(pixels, light, 3, random);
  const soft = some.map((pixels) => blurred(pixels, 4));
  const shaken = some.map((pixels) => smeared(pixels, 5, ACROSS));
  const poor = some.map((pixels) => noisy(pixels, 0.4));
  const black = some.map((pixels) => noisy(pixels, 0.08));

  expect(share('as they are', crops, null)).toBeGreaterThanOrEqual(0.99);
  expect(share('two fifths of the light', poor, null)).toBeGreaterThanOrEqual(0.99);
  expect(share('blurred', soft, 'blurred')).toBeGreaterThanOrEqual(0.95);
  expect(
    share(
      'blurred, with noise',
      soft.map((pixels) => noisy(pixels, 1)),
      'blurred',
    ),
  ).toBeGreaterThanOrEqual(0.95);
  expect(share('shaken', shaken, 'blurred')).toBeGreaterThanOrEqual(0.95);
  expect(share('nearly black', black, 'dark')).toBeGreaterThanOrEqual(0.95);
});
