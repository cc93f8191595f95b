/**
 * `npm test`: the unit tests, then the browser's on a fresh build, in a Chromium that is found or
 * installed here. Ends with one line that adds them up. `--browser` leaves the unit tests out;
 * further words are handed to Playwright (a file name, say).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findChromium } from './support/find-chromium.mjs';

const root = path.resolve(import.meta.dirname, '..');
const results = path.join(root, 'test-results');
const words = process.argv.slice(2);
const browserOnly = words.includes('--browser');
const counts = { passed: 0, failed: 0, skipped: 0 };
let broken = false;

function run(bin, args, env = {}) {
  const file = path.join(root, 'node_modules', bin);
  const { status } = spawnSync(process.execPath, [file, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  broken ||= status !== 0;
}

/** Results as a runner wrote them; a runner that wrote none has failed. */
function read(file) {
  try {
    return JSON.parse(readFileSync(path.join(results, file), 'utf8'));
  } catch {
    broken = true;
    return null;
  }
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

if (!browserOnly) {
  const unitReport = path.join(results, 'unit.json');
  run('vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${unitReport}`,
  ]);
  const unit = read('unit.json');
  counts.passed += unit?.numPassedTests ?? 0;
  counts.failed += unit?.numFailedTests ?? 0;
  counts.skipped += unit?.numPendingTests ?? 0;
}

run('vite/bin/vite.js', ['build', '--logLevel', 'warn']);
try {
  const chromium = findChromium();
  const others = words.filter((word) => word !== '--browser');
  run('@playwright/test/cli.js', ['test', ...others], { CHROMIUM_PATH: chromium });
  const { stats } = read('browser.json') ?? {};
  counts.passed += stats?.expected ?? 0;
  counts.failed += (stats?.unexpected ?? 0) + (stats?.flaky ?? 0);
  counts.skipped += stats?.skipped ?? 0;
} catch (error) {
  broken = true;
  console.error(error.message);
}

if (broken && counts.failed === 0) counts.failed = 1;
if (counts.skipped > 0) console.log(`${counts.skipped} skipped`);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 ? 1 : 0;
