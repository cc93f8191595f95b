import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

/**
 * The browser for the tests: CHROMIUM_PATH, one on the PATH, Playwright's own (installed now if that
 * is possible), or Debian's (installed now, as root).
 * @returns {string} path of an executable
 * @throws {Error} with one sentence that says what to do
 */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (existsSync(given)) return given;
    throw new Error(`CHROMIUM_PATH points to ${given}, where there is no file.`);
  }
  return onPath() ?? playwrights() ?? debians() ?? giveUp();
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const places = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return places.find((place) => existsSync(place));
}

function playwrights() {
  const own = chromium.executablePath();
  if (existsSync(own)) return own;
  process.stderr.write('No Chromium found: asking Playwright for its own.\n');
  const cli = path.join(import.meta.dirname, '../../node_modules/@playwright/test/cli.js');
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'ignore', timeout: 240_000 });
  return existsSync(own) ? own : undefined;
}

function debians() {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0)
    return undefined;
  process.stderr.write("Installing Debian's Chromium.\n");
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', '-qq', 'chromium'], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return onPath();
}

function giveUp() {
  throw new Error(
    'No Chromium for the browser tests: install Chromium or Chrome, or set CHROMIUM_PATH to its executable.',
  );
}
