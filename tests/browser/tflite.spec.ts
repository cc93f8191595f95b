import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Network } from '../../src/exporters/network/types.ts';
import { mergeRanges, rangesOf } from '../../src/exporters/tflite/ranges.ts';
import { tfliteInt8Model, tfliteModel } from '../../src/exporters/tflite/tflite-model.ts';
import { launchOptions, pagesOrigin, test } from '../support/browser.ts';
import { runNetwork } from '../support/run-network.ts';
import { smallNetwork, smallPicture } from '../support/small-networks.ts';

test.use(launchOptions());

const RUNTIME = path.resolve(import.meta.dirname, '../../node_modules/@litertjs/core/wasm');
const pictures = [1, 2, 3].map(smallPicture);

for (const head of ['linear', 'hidden'] as const) {
  for (const classes of [2, 20]) {
    test(`LiteRT.js answers as described, ${head} head, ${classes} classes`, async ({
      page,
      consoleErrors,
    }) => {
      // The runtime reports on itself by way of console.error.
      consoleErrors.allow.push(/^(INFO|WARNING): \[|^INFO: Created TensorFlow Lite XNNPACK/);
      const network = smallNetwork({ head, classes, rich: true });
      const answers = await answersOf(page, modelsOf(network));
      const expected = pictures.map((picture) =>
        Array.from(runNetwork(network, picture).at(-1) ?? []),
      );
      expect(farthest(answers['model.tflite'], expected, 1)).toBeLessThanOrEqual(1e-4);
      expect(farthest(answers['model_int8.tflite'], expected, 256)).toBeLessThanOrEqual(2e-2);
    });
  }
}

function modelsOf(network: Network): { name: string; bytes: Uint8Array }[] {
  const facts = {
    labels: Array.from({ length: network.head.classes }, (_, at) => `class ${at}`),
    name: 'Test',
    description: 'A test.',
    version: '0.1.0',
  };
  const figures = pictures
    .map((picture) =>
      runNetwork(network, picture).map((values, at) =>
        rangesOf(values, network.operations[at]?.shape[2] ?? 1),
      ),
    )
    .reduce((all, one) =>
      all.map((figure, at) => (one[at] ? mergeRanges(figure, one[at]) : figure)),
    );
  const models = {
    'model.tflite': tfliteModel(network, facts),
    'model_int8.tflite': tfliteInt8Model(network, figures, facts, 8),
  };
  return Object.entries(models).map(([name, model]) => {
    if (!model.ok) throw new Error(JSON.stringify(model.fault));
    return { name, bytes: model.value };
  });
}

/** By name of the model, a row for each picture. */
async function answersOf(
  page: Page,
  models: { name: string; bytes: Uint8Array }[],
): Promise<Record<string, number[][]>> {
  await page.route('**/litert/**', (route) => {
    const name = path.basename(new URL(route.request().url()).pathname);
    const contentType = name.endsWith('.wasm') ? 'application/wasm' : 'text/javascript';
    return route.fulfill({ contentType, body: readFileSync(path.join(RUNTIME, name)) });
  });
  await page.goto(`${pagesOrigin}/tflite-model.html`);
  await expect(page.locator('body')).toHaveAttribute('data-ready', 'true', { timeout: 60_000 });
  const rgb = pictures.map((bytes, index) => ({ name: `${index}.rgb`, bytes }));
  await page.getByLabel('Files').setInputFiles(
    [...models, ...rgb].map(({ name, bytes }) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(bytes),
    })),
  );
  const output = page.locator('output');
  await expect(output).toHaveText(/\S/, { timeout: 60_000 });
  await expect(output).not.toContainText('failed');
  return JSON.parse((await output.textContent()) ?? '');
}

function farthest(rows: number[][] | undefined, expected: number[][], parts: number): number {
  const differences = expected.flatMap((row, picture) =>
    row.map((value, at) => Math.abs(value - (rows?.[picture]?.[at] ?? Number.NaN) / parts)),
  );
  return Math.max(...differences);
}
