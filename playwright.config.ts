import { defineConfig } from '@playwright/test';

const appPort = process.env.APP_PORT ?? '4817';
const pagesPort = process.env.PAGES_PORT ?? '4818';

/** The browser's tests run on the built app, served as any static host would, below a sub-path. */
export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // Two cores are the smallest machine that this must fit.
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  // Three times what the slowest test took on a slow machine: none of them is about speed.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/browser.json' }]],
  use: {
    baseURL: `http://127.0.0.1:${appPort}/some/where/`,
    viewport: { width: 1280, height: 900 },
    trace: 'off',
  },
  webServer: [
    {
      command: 'node tests/support/serve-dist.mjs',
      url: `http://127.0.0.1:${appPort}/some/where/`,
      env: { APP_PORT: appPort },
      reuseExistingServer: false,
    },
    {
      // Pages that try one room of the source alone, without the app around it.
      command: `node node_modules/vite/bin/vite.js --config tests/browser/pages/vite.config.ts --port ${pagesPort} --strictPort`,
      url: `http://127.0.0.1:${pagesPort}/`,
      reuseExistingServer: false,
    },
  ],
  projects: [{ name: 'chromium', use: { browserName: 'chromium' } }],
});
