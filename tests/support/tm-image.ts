import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { pagesOrigin } from './browser.ts';

export interface TmImageRuntime {
  tfjs: '1' | '4';
  /** Without one, the backend that TensorFlow.js itself prefers. */
  backend?: 'cpu' | 'wasm' | 'webgl';
}

export interface TmImageAnswer {
  /** The version of TensorFlow.js, as it says itself. */
  tfjs: string;
  backend: string;
  labels: string[];
  /** Probabilities, a row for each PNG among the files. */
  rows: number[][];
}

interface File {
  path: string;
  bytes: Uint8Array;
}

/** Opens `@teachablemachine/image`, which then takes any number of models. */
export async function openTmImage(page: Page, { tfjs, backend }: TmImageRuntime): Promise<void> {
  const asked = new URLSearchParams({ tfjs, ...(backend && { backend }) });
  await page.goto(`${pagesOrigin}/teachable-machine.html?${asked}`);
  await expect(page.locator('body')).toHaveAttribute('data-ready', 'true', { timeout: 60_000 });
}

/** What it makes of a zip's files and of the PNGs in golden/, in their order. */
export async function tmImageAnswer(page: Page, files: readonly File[]): Promise<TmImageAnswer> {
  const wanted = files.filter(({ path: name }) =>
    /^(model\.json|weights\.bin|metadata\.json)$|\.png$/.test(name),
  );
  await page.getByLabel('Files').setInputFiles(payloads(wanted));
  const output = page.locator('output');
  await expect(output).toHaveText(/\S/, { timeout: 60_000 });
  const text = (await output.textContent()) ?? '';
  expect(text).not.toMatch(/^failed/);
  return JSON.parse(text);
}

/** Files as a file chooser takes them, by their names without the folder. */
export function payloads(files: readonly File[]) {
  return files.map(({ path: name, bytes }) => ({
    name: path.basename(name),
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(bytes),
  }));
}
