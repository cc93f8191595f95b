import path from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import type { FilePayload } from './drawn-pictures.ts';

/** Paths, or files made here. */
export type Files = string[] | FilePayload[];

/** The app as a user meets it: by roles and names, never by its inner structure. */
export class AppPage {
  readonly train: Locator;
  readonly tryIt: Locator;
  readonly trainButton: Locator;

  constructor(readonly page: Page) {
    this.train = page.getByRole('region', { name: 'Train', exact: true });
    this.tryIt = page.getByRole('region', { name: 'Try it', exact: true });
    this.trainButton = this.train.getByRole('button', { name: 'Train model' });
  }

  /** Opens the app and waits until its project is on the screen. */
  async open(): Promise<void> {
    await this.page.goto('./');
    await this.ready();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /**
   * Answers when all that may yet be opened has been fetched, which begins once images are read: to
   * be asked before that. The engine's parts come after the page's, and of them the page to download
   * is the last: its script, then its WebAssembly.
   */
  async fetchedAhead(): Promise<void> {
    const context = this.page.context();
    for (const file of [/\/single-file-[^/]+\.js$/, /\.wasm$/]) {
      await context.waitForEvent('requestfinished', (request) => file.test(request.url()));
    }
  }

  async ready(): Promise<void> {
    await expect(this.page.getByRole('button', { name: 'Add class' })).toBeVisible();
  }

  /** Takes the built-in network into use, and waits until nothing is said of any other. */
  async useStarter(): Promise<void> {
    await this.page.getByLabel('Base network', { exact: true }).selectOption('Starter (built in)');
    await expect(this.page.getByText('could not be fetched')).toHaveCount(0);
  }

  /** Waits until Settings says that this network is in use. */
  async inUse(network: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Settings', exact: true }).click();
    const settings = this.page.getByRole('dialog', { name: 'Settings' });
    const line = settings.getByRole('status').filter({ hasText: 'In use:' });
    await expect(line).toContainText(network, { timeout: 30_000 });
    await this.page.keyboard.press('Escape');
    await expect(settings).toHaveCount(0);
  }

  region(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  /** Gives files to a class's input; does not wait for them. */
  async give(className: string, files: Files): Promise<void> {
    await this.region(className).getByLabel('Image files').setInputFiles(files);
  }

  /** Gives files to a class and waits until it shows `total` images. */
  async upload(className: string, files: Files, total = files.length): Promise<void> {
    await this.give(className, files);
    await this.expectCount(className, total);
  }

  async expectCount(className: string, total: number): Promise<void> {
    const words = total === 1 ? '1 image' : `${total.toLocaleString('en')} images`;
    await expect(this.region(className).getByText(words, { exact: true })).toBeVisible({
      timeout: 60_000,
    });
  }

  /** The number of images that a class shows as saved. */
  async count(className: string): Promise<number> {
    const words = await this.region(className)
      .getByText(/^[\d,]+ images?$/)
      .textContent();
    return Number.parseInt((words ?? '').replace(',', ''), 10);
  }

  /** Renames a class by its text box. */
  async rename(from: string, to: string): Promise<void> {
    const box = this.region(from).getByRole('textbox', { name: 'Class name' });
    await box.fill(to);
    await box.press('Enter');
    await expect(this.region(to)).toBeVisible();
  }

  /** From here on the model only changes when it is told to. */
  async trainByHand(): Promise<void> {
    await this.train.getByRole('switch', { name: 'Train automatically' }).uncheck();
  }

  /** Trains and waits for the end. */
  async trainModel(): Promise<void> {
    await this.trainButton.click();
    await this.trained();
  }

  async trained(): Promise<void> {
    const outcome = this.train.getByRole('status').filter({ hasText: 'Model trained' });
    await expect(outcome).toBeVisible({ timeout: 80_000 });
  }

  /** Percent by class for a file through the File door. Files asked one after the other need different names. */
  async classify(file: string | FilePayload): Promise<Map<string, number>> {
    const name = typeof file === 'string' ? path.basename(file) : file.name;
    await this.tryIt.getByLabel('Picture to classify').setInputFiles(file);
    // The old picture and its answer go together, so what stands beside the new one is its own.
    await this.tryIt.getByRole('img', { name, exact: true }).waitFor();
    return this.answer();
  }

  /** The answer on show, waited for. */
  async answer(): Promise<Map<string, number>> {
    const meters = this.tryIt.getByRole('meter');
    await expect(meters.first()).not.toHaveAttribute('aria-valuetext', 'no answer yet');
    const rows = await meters.evaluateAll((elements) =>
      elements.map((meter): [string, number] => [
        meter.getAttribute('aria-label') ?? '',
        Number(meter.getAttribute('aria-valuenow')),
      ]),
    );
    return new Map(rows);
  }

  /** The class with the highest meter; '' where two are level. */
  async winner(file: string | FilePayload): Promise<string> {
    return winnerOf(await this.classify(file));
  }

  /** Of the files given for each class, how many are recognised as it. */
  async shareRight(unseen: Record<string, Files>): Promise<number> {
    let right = 0;
    let asked = 0;
    for (const [name, files] of Object.entries(unseen)) {
      for (const file of files) {
        asked += 1;
        if ((await this.winner(file)) === name) right += 1;
      }
    }
    return right / asked;
  }

  /** Opens the choice of formats and downloads one; answers the file's path and name. */
  async download(format: string): Promise<{ path: string; name: string }> {
    await this.train.getByRole('button', { name: 'Download model' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Download model' });
    const [download] = await Promise.all([
      this.page.waitForEvent('download', { timeout: 60_000 }),
      dialog.getByRole('button', { name: format }).click(),
    ]);
    await expect(dialog.getByText(/^Downloaded /)).toBeVisible();
    const path = await download.path();
    await this.page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    return { path, name: download.suggestedFilename() };
  }

  /** The TensorFlow.js zip's path. */
  async downloadTfjs(): Promise<string> {
    const { path } = await this.download('TensorFlow.js');
    return path;
  }
}

export function winnerOf(answer: Map<string, number>): string {
  const best = Math.max(...answer.values());
  const names = [...answer].filter(([, value]) => value === best).map(([name]) => name);
  return names.length === 1 ? (names[0] ?? '') : '';
}
