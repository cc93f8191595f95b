/** Whether class activation maps point at what they should: on pictures made of two photos side by side. */
import { expect } from '@playwright/test';
import { loadNetwork, type Network } from '../../src/backbone/network.ts';
import { trainHead } from '../../src/evaluation/train.ts';
import { activationMap } from '../../src/head/activation-map.ts';
import { seededRandom, shuffle } from '../../src/head/random.ts';
import type { Head } from '../../src/head/types.ts';
import type { CropPixels } from '../../src/picture/types.ts';
import { artifactsOf } from '../support/artifacts.ts';
import { hasShared, launchOptions, test } from '../support/browser.ts';
import { useWasm } from '../support/export-engine.ts';
import { photoCrops } from '../support/photo-embeddings.ts';
import { drawSplit, photos } from '../support/photos.ts';
import { realBackbone } from '../support/shared-backbones.ts';

const SIDE = 224;
const TAUGHT = 30;
const PAIRS = 20;
const DRAWS = [1, 2, 3];
const LAYOUTS = {
  /** The middle 112 columns of each photo: true proportions, but the animal may be cut off. */
  cut: (crop: CropPixels, y: number, x: number, channel: number) =>
    crop[(y * SIDE + x + SIDE / 4) * 4 + channel],
  /** The whole of each photo in half of its width. */
  squeezed: (crop: CropPixels, y: number, x: number, channel: number) => {
    const at = (y * SIDE + 2 * x) * 4 + channel;
    return (crop[at] + crop[at + 4]) / 2;
  },
};
type Layout = keyof typeof LAYOUTS;

test.use(launchOptions());
test.skip(!hasShared, 'the photos of ../shared are not on this machine');

for (const set of ['cats-dogs', 'horses-humans']) {
  test(`${set}: maps lie on the half that shows the class`, async ({ page }) => {
    await useWasm();
    const network = await realNetwork();
    const crops = await cropsOf(page, set);
    const shares: Record<Layout, number[]> = { cut: [], squeezed: [] };
    for (const draw of DRAWS) {
      const random = seededRandom(draw);
      const splits = set.split('-').map((name) => {
        const split = drawSplit(photos(`${set}/${name}`), TAUGHT, random);
        shuffle(split.unseen, random);
        return { taught: split.taught.map(crops), unseen: split.unseen.map(crops) };
      });
      const head = await trained(
        network,
        splits.map(({ taught }) => taught),
      );
      for (const layout of ['cut', 'squeezed'] as const) {
        for (let pair = 0; pair < PAIRS; pair++) {
          const photosOf = splits.map(({ unseen }) => unseen[pair]);
          for (const left of [0, 1]) {
            const picture = sideBySide(layout, photosOf[left], photosOf[1 - left]);
            const features = await network.featureMap(picture);
            for (const output of [0, 1]) {
              const map = activationMap(head, features, output);
              const onLeft = leftShare(map, features.width);
              shares[layout].push(output === left ? onLeft : 1 - onLeft);
            }
          }
        }
      }
    }
    network.dispose();
    for (const layout of ['cut', 'squeezed'] as const) {
      const right = shares[layout].filter((share) => share >= 0.6).length / shares[layout].length;
      const mean = shares[layout].reduce((sum, share) => sum + share, 0) / shares[layout].length;
      console.log(
        `${set}, ${layout}: ${right.toFixed(3)} of ${shares[layout].length} maps have at least 60 % on the right half; mean share ${mean.toFixed(3)}`,
      );
      expect(shares[layout]).toHaveLength(DRAWS.length * PAIRS * 4);
      expect.soft(right).toBeGreaterThanOrEqual(0.85);
    }
  });
}

async function realNetwork(): Promise<Network> {
  const files = realBackbone();
  if (files === null) throw new Error('the real network is not on this machine');
  return loadNetwork({ version: 2, inputRange: [-1, 1] }, artifactsOf(files));
}

/** The crop of each photo of both classes, by its path. */
async function cropsOf(page: Parameters<typeof photoCrops>[0], set: string) {
  const files = set.split('-').flatMap((name) => photos(`${set}/${name}`));
  const crops = await photoCrops(page, files);
  const byFile = new Map(files.map((file, index) => [file, crops[index]]));
  return (file: string): CropPixels => {
    const crop = byFile.get(file);
    if (crop === undefined) throw new Error(`no crop of ${file}`);
    return crop;
  };
}

/** The default head on crops of each class. */
async function trained(network: Network, classes: CropPixels[][]): Promise<Head> {
  const cols = network.features;
  const labels = Int32Array.from(classes.flatMap((crops, label) => crops.map(() => label)));
  const values = new Float32Array(labels.length * cols);
  for (const [row, crop] of classes.flat().entries()) {
    values.set(await network.embed([crop]), row * cols);
  }
  const set = {
    classes: classes.length,
    embeddings: { rows: labels.length, cols, values },
    mirrored: null,
    labels,
    groups: Int32Array.from(labels.keys()),
  };
  const { signal } = new AbortController();
  const outcome = await trainHead(set, { kind: 'linear' }, { signal, onProgress: () => undefined });
  if (!outcome.ok) throw new Error(outcome.fault.kind);
  return outcome.value.head;
}

function sideBySide(layout: Layout, left: CropPixels, right: CropPixels): CropPixels {
  const read = LAYOUTS[layout];
  return Uint8ClampedArray.from({ length: SIDE * SIDE * 4 }, (_, i) => {
    const [pixel, channel] = [Math.floor(i / 4), i % 4];
    const [y, x] = [Math.floor(pixel / SIDE), pixel % SIDE];
    return x < SIDE / 2 ? read(left, y, x, channel) : read(right, y, x - SIDE / 2, channel);
  });
}

/**
 * Share of a map's positive part on the left half; a column in the middle lies half on either. Of a
 * map without one it is NaN, which counts as wrong.
 */
function leftShare(map: Float32Array, width: number): number {
  let left = 0;
  let total = 0;
  for (const [at, value] of map.entries()) {
    const onLeft = Math.min(1, Math.max(0, width / 2 - (at % width)));
    left += onLeft * Math.max(0, value);
    total += Math.max(0, value);
  }
  return left / total;
}
