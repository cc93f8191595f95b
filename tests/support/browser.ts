import { existsSync } from 'node:fs';
import path from 'node:path';
import { test as base, type Page } from '@playwright/test';

/** Quiet, and root-proof: Chromium's sandbox refuses root, which containers often are. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // No test may reach a real network; the mirror's tests put rules of their own in place of these.
  `--host-resolver-rules=${resolverRules()}`,
];

/** Chromium's rules for names: the hosts given lead to a port here, every other leads nowhere. */
export function resolverRules(hosts: string[] = [], port = 0): string {
  const mapped = hosts.map((host) => `MAP ${host} 127.0.0.1:${port}`);
  return [...mapped, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1'].join(', ');
}

export const FAKE_WEBCAM_ARGS = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

/** WebGL and WebGPU where there is no graphics processor. */
export const SIMULATED_GPU_ARGS = [
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];

/** What every spec launches; add to `args` with `test.use`. */
export function launchOptions(args: string[] = []) {
  const executablePath = process.env.CHROMIUM_PATH;
  return {
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [...CHROMIUM_ARGS, ...args],
    },
  };
}

/** Where the pages of tests/browser/pages are served. */
export const pagesOrigin = `http://127.0.0.1:${process.env.PAGES_PORT ?? '4818'}`;

/** Photos and real networks that lie beside a developer's checkout; a clone has none. */
export const sharedFolder = path.resolve(import.meta.dirname, '../../../shared');
export const hasShared = existsSync(path.join(sharedFolder, 'images'));

/** A test that also fails on anything that a page's console calls an error, unless it was announced. */
export const test = base.extend<{ consoleErrors: { allow: RegExp[] } }>({
  consoleErrors: [
    async ({ context }, use) => {
      const seen: string[] = [];
      const allowed = { allow: [/Failed to load resource/, /net::ERR_/] };
      context.on('page', (page) => watch(page, seen));
      await use(allowed);
      const unexpected = seen.filter(
        (line) => !allowed.allow.some((pattern) => pattern.test(line)),
      );
      if (unexpected.length > 0) throw new Error(`console errors:\n${unexpected.join('\n')}`);
    },
    { auto: true },
  ],
});

function watch(page: Page, seen: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') seen.push(message.text());
  });
  page.on('pageerror', (error) => seen.push(error.message));
}
