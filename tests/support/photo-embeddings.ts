import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Matrix } from '../../src/head/types.ts';
import type { CropPixels } from '../../src/picture/types.ts';
import type { PictureTools } from '../browser/pages/picture.ts';
import { pagesOrigin } from './browser.ts';
import { embeddings, useWasm } from './export-engine.ts';
import { backboneOf } from './export-source.ts';
import { TOPOLOGIES } from './hub-topologies.ts';
import { joined } from './joined-rows.ts';
import { realBackbone } from './shared-backbones.ts';

declare global {
  interface Window {
    pictureTools: PictureTools;
  }
}

const CROP_BYTES = 224 * 224 * 4;
const AT_ONCE = 20;

/** The crops that the app makes of photos: Node has no decoder, and none would give the same pixels. */
export async function photoCrops(page: Page, files: readonly string[]): Promise<CropPixels[]> {
  await page.goto(`${pagesOrigin}/picture.html`);
  await page.waitForFunction(() => 'pictureTools' in window);
  const crops: CropPixels[] = [];
  for (let start = 0; start < files.length; start += AT_ONCE) {
    const some = files.slice(start, start + AT_ONCE);
    const sent = some.map((file) => readFileSync(file, 'base64'));
    const answer = await page.evaluate((photos) => window.pictureTools.cropsOf(photos), sent);
    const bytes = new Uint8ClampedArray(Buffer.from(answer, 'base64'));
    for (let at = 0; at < some.length; at++) {
      crops.push(bytes.slice(at * CROP_BYTES, (at + 1) * CROP_BYTES));
    }
  }
  return crops;
}

/** Embeddings of the real MobileNetV2 0.35, a row for each crop. WASM must be in use (`useWasm`). */
export async function realEmbeddings(crops: readonly CropPixels[]): Promise<Matrix> {
  const network = realBackbone();
  if (network === null) throw new Error('the real network is not on this machine');
  const backbone = backboneOf(network, TOPOLOGIES[2].embeddingNode, [-1, 1]);
  return joined(await embeddings(backbone, crops));
}

/**
 * Embeddings of photos as the app would make them, a row for each. Several specs want the same ones:
 * they lie in Playwright's folder of results, which each run empties at its start.
 */
export async function photoEmbeddings(page: Page, files: readonly string[]): Promise<Matrix> {
  const name = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 16);
  const cached = path.join('test-results', `photos-${name}.f32`);
  if (existsSync(cached)) {
    const bytes = readFileSync(cached);
    const values = new Float32Array(new Uint8Array(bytes).buffer);
    return { rows: files.length, cols: values.length / files.length, values };
  }
  await useWasm();
  const made = await realEmbeddings(await photoCrops(page, files));
  mkdirSync('test-results', { recursive: true });
  // Another worker may be reading: the name appears once all is there.
  const unfinished = `${cached}.${process.pid}`;
  writeFileSync(unfinished, made.values);
  renameSync(unfinished, cached);
  return made;
}
