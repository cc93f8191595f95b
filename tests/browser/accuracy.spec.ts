import { expect } from '@playwright/test';
import { seededRandom } from '../../src/head/random.ts';
import { AppPage } from '../support/app-page.ts';
import { hasShared } from '../support/browser.ts';
import { test } from '../support/mirrored-test.ts';
import { drawSplit, photos } from '../support/photos.ts';

const TAUGHT = 30;

test.skip(!hasShared, 'the photos of ../shared are not on this machine');

const CASES = [
  { set: 'cats-dogs', network: 'MobileNet', seeds: [1], atLeast: 0.93 },
  { set: 'horses-humans', network: 'MobileNet', seeds: [1], atLeast: 0.98 },
  { set: 'cats-dogs', network: 'starter', seeds: [1], atLeast: 0.75 },
  { set: 'horses-humans', network: 'starter', seeds: [1], atLeast: 0.95 },
];

for (const { set, network, seeds, atLeast } of CASES) {
  for (const seed of seeds) {
    test(`${set}, ${network}, draw ${seed}: at least ${atLeast} right`, async ({ page }) => {
      const app = new AppPage(page);
      await app.open();
      if (network === 'starter') await app.useStarter();
      else await app.inUse('MobileNet');
      const random = seededRandom(seed);
      const unseen: Record<string, string[]> = {};
      for (const [index, name] of set.split('-').entries()) {
        const split = drawSplit(photos(`${set}/${name}`), TAUGHT, random);
        await app.rename(`Class ${index + 1}`, name);
        await app.give(name, split.taught);
        unseen[name] = split.unseen;
      }
      for (const name of Object.keys(unseen)) await app.expectCount(name, TAUGHT);
      await app.trainModel();
      const share = await app.shareRight(unseen);
      const asked = Object.values(unseen).flat().length;
      console.log(`${set}, ${network}: ${share.toFixed(3)} of ${asked} right`);
      expect(share).toBeGreaterThanOrEqual(atLeast);
    });
  }
}
