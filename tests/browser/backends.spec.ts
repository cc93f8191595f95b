import { expect } from '@playwright/test';
import { logits, softmax } from '../../src/head/predict.ts';
import type { Head } from '../../src/head/types.ts';
import {
  hasShared,
  launchOptions,
  pagesOrigin,
  SIMULATED_GPU_ARGS,
  test,
} from '../support/browser.ts';
import { drawnSeries } from '../support/drawn-pictures.ts';
import { photos } from '../support/photos.ts';

test.use(launchOptions(SIMULATED_GPU_ARGS));

const PER_CLASS = 20;

test('all backends give the same embeddings and the same winners', async ({ page }) => {
  // Two of them on a simulated GPU, which shares two cores with whatever else runs.
  test.setTimeout(240_000);
  await page.goto(`${pagesOrigin}/engine.html`);
  await expect(page.locator('body')).toHaveAttribute('data-ready', 'true');
  const pictures = page.getByLabel('Pictures');
  if (hasShared) {
    const files = ['cats-dogs/cats', 'cats-dogs/dogs'].map((folder) => photos(folder));
    await pictures.setInputFiles(files.flatMap((each) => each.slice(0, PER_CLASS)));
  } else {
    const motifs = ['left arrow', 'right arrow'] as const;
    await pictures.setInputFiles(motifs.flatMap((motif) => drawnSeries(motif, PER_CLASS)));
  }
  expect(await page.evaluate(() => window.engineRoom.takePictures())).toBe(2 * PER_CLASS);

  const reference = await page.evaluate(async (perClass) => {
    const room = window.engineRoom;
    await room.start(['wasm']);
    const embeddings = await room.embed('wasm');
    const labels = embeddings.map((_, index) => (index < perClass ? 0 : 1));
    const { head } = await room.train('wasm', labels);
    return { embeddings, head };
  }, PER_CLASS);

  for (const backend of ['webgl', 'webgpu'] as const) {
    await test.step(backend, async () => {
      const given = await page.evaluate(async (backend) => {
        const inUse = await window.engineRoom.start([backend]);
        return { inUse, embeddings: await window.engineRoom.embed(backend) };
      }, backend);
      expect(given.inUse).toBe(backend);
      const cosines = given.embeddings.map((row, index) =>
        cosine(row, reference.embeddings[index] ?? []),
      );
      expect(cosines).toHaveLength(2 * PER_CLASS);
      expect(Math.min(...cosines)).toBeGreaterThanOrEqual(0.9999);
      expect(winners(reference.head, given.embeddings)).toEqual(
        winners(reference.head, reference.embeddings),
      );
    });
  }
});

function cosine(a: number[], b: number[]): number {
  const dot = (x: number[], y: number[]) =>
    x.reduce((sum, each, index) => sum + each * (y[index] ?? Number.NaN), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

function winners(head: Head, embeddings: number[][]): number[] {
  const { features, classes } = head;
  const values = Float32Array.from(embeddings.flat());
  const probabilities = softmax(
    logits(head, { rows: embeddings.length, cols: features, values }),
    classes,
  );
  return embeddings.map((_, row) => {
    const answer = probabilities.slice(row * classes, (row + 1) * classes);
    return answer.indexOf(Math.max(...answer));
  });
}
