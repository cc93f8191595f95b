import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { Network } from '../../src/exporters/network/types.ts';
import { encodePng } from '../../src/exporters/png.ts';
import { teachableMachineReadme } from '../../src/exporters/teachable-machine/readme-template.ts';
import type { ArchiveFile } from '../../src/exporters/types.ts';
import { launchOptions, SIMULATED_GPU_ARGS, test } from '../support/browser.ts';
import { runNetwork } from '../support/run-network.ts';
import { asCrop, smallNetwork, smallPicture } from '../support/small-networks.ts';
import { asFiles, describedNetwork, teachableMachineFiles } from '../support/teachable-machine.ts';
import { openTmImage, payloads, tmImageAnswer } from '../support/tm-image.ts';

test.use(launchOptions(SIMULATED_GPU_ARGS));

const LABELS = ['He said "hi" 🎉 a/b', 'dogs', '<b>'];
const pictures = [1, 2, 3].map(smallPicture);

for (const [tfjs, version] of [
  ['1', '1.3.1'],
  ['4', '4.22.0'],
] as const) {
  for (const head of ['linear', 'hidden'] as const) {
    test(`tmImage with TensorFlow.js ${version} answers as described, ${head} head`, async ({
      page,
    }) => {
      const network = smallNetwork({ head, classes: LABELS.length });
      await openTmImage(page, { tfjs });
      const given = await tmImageAnswer(page, filesOf(network));
      expect(given.tfjs).toBe(version);
      expect(given.backend).toBe('webgl');
      expect(given.labels).toEqual(LABELS);
      const expected = pictures.map((picture) => runNetwork(network, picture).at(-1) ?? []);
      expect(given.rows).toHaveLength(expected.length);
      const differences = expected.flatMap((row, at) =>
        Array.from(row, (value, column) => Math.abs(value - (given.rows[at]?.[column] ?? 2))),
      );
      expect(Math.max(...differences)).toBeLessThanOrEqual(1e-4);
    });
  }
}

test('the page in the README runs as it stands', async ({ page }) => {
  const network = smallNetwork({ classes: LABELS.length });
  const files = filesOf(network);
  const readme = teachableMachineReadme(describedNetwork(network, LABELS), 3);
  const html = /```html\n(<!doctype html>[\s\S]*?tmImage[\s\S]*?)```/.exec(readme)?.[1] ?? '';
  await page.route('http://model.test/**', (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    if (name === '') return route.fulfill({ contentType: 'text/html', body: html });
    const bytes = files.find((file) => file.path === name)?.bytes;
    return bytes ? route.fulfill({ body: Buffer.from(bytes) }) : route.fulfill({ status: 404 });
  });
  await page.route('https://cdn.jsdelivr.net/npm/**', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: fromPackage(route.request().url()) }),
  );
  await page.goto('http://model.test/');
  const output = page.locator('pre');
  await expect(output).toHaveText('Choose a picture.', { timeout: 60_000 });
  for (const [at, picture] of pictures.entries()) {
    const name = `golden/${at}.png`;
    const golden = files.filter((file) => file.path === name);
    const probabilities = Array.from(runNetwork(network, picture).at(-1) ?? []);
    const lines = probabilities
      .map((value, index) => ({ value, label: LABELS[index] }))
      .sort((a, b) => b.value - a.value)
      .map(({ value, label }) => `${(100 * value).toFixed(1)} % ${label}`);
    await page.getByLabel('Picture').setInputFiles(payloads(golden));
    await expect(output).toHaveText(lines.join('\n'), { useInnerText: true });
  }
});

/** A file of an installed package, by the address that a CDN has it at; only the version installed will do. */
function fromPackage(address: string): string {
  const [, name, version, file] =
    /^\/npm\/((?:@[^/]+\/)?[^@/]+)@([^/]+)\/(.+)$/.exec(new URL(address).pathname) ?? [];
  const folder = path.resolve(import.meta.dirname, `../../node_modules/${name}`);
  const installed = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).version;
  if (installed !== version) throw new Error(`${name} is here in version ${installed}`);
  return readFileSync(path.join(folder, `${file}`), 'utf8');
}

/** A Teachable Machine zip's files, as far as the library reads them, and its golden pictures. */
function filesOf(network: Network): ArchiveFile[] {
  return [
    ...asFiles(teachableMachineFiles(network, LABELS)),
    ...pictures.map((picture, index) => ({
      path: `golden/${index}.png`,
      bytes: encodePng(asCrop(picture), network.size, network.size),
    })),
  ];
}
