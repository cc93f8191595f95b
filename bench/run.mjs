/**
 * `npm run bench`: this app beside Teachable Machine's library, and the plain network as the limit;
 * in one run of one Chromium, on the same backend and the same weights. What is measured, and how
 * often: measurements.mjs. Prints a table and writes bench/results.json.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { findChromium } from '../tests/support/find-chromium.mjs';
import { FILL, MEASUREMENTS } from './measurements.mjs';
import { median, summary, table, withRatios } from './report.mjs';
import { serve } from './server.mjs';

const HELP = `npm run bench -- [--only NAME] [--repeats N] [--json]
  --only     one of: ${MEASUREMENTS.map(({ name }) => name).join(', ')}
  --repeats  rounds of each measurement, after one that does not count (default 5)
  --json     the results as JSON instead of a table`;
const shared = path.resolve(import.meta.dirname, '../../shared');
const SIDES = ['ours', 'theirs', 'raw'];

function readArguments() {
  const options = {
    only: { type: 'string' },
    repeats: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  };
  try {
    const { values } = parseArgs({ options });
    const repeats = Number(values.repeats);
    const wanted = MEASUREMENTS.filter(({ name }) => [undefined, name].includes(values.only));
    if (!Number.isInteger(repeats) || repeats < 1 || wanted.length === 0) return null;
    return { ...values, repeats, wanted };
  } catch {
    return null;
  }
}

/** Three classes of 100 in a row: cats, dogs (80 each, the first 20 of them twice), horses and humans. */
function photos() {
  const list = (folder) => {
    const place = path.join(shared, 'images', folder);
    return readdirSync(place)
      .sort()
      .map((name) => path.join(place, name));
  };
  const [cats, dogs] = ['cats-dogs/cats', 'cats-dogs/dogs'].map(list);
  const figures = ['horses-humans/horses', 'horses-humans/humans'].flatMap((f) =>
    list(f).slice(0, 50),
  );
  return [cats, dogs].flatMap((kind) => [...kind, ...kind.slice(0, 20)]).concat(figures);
}

/** A profile of its own on disk: a private window would keep IndexedDB in memory only. */
async function openBrowser(profile) {
  return chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  });
}

async function openPage(context, origin, side) {
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`${side}: ${error.message}`));
  await page.goto(`${origin}/bench/${side}.html`);
  const backbone = path.join(shared, 'backbones/mobilenet_v2_0.35_224');
  await page.setInputFiles('#photos', photos());
  await page.setInputFiles(
    '#backbone',
    readdirSync(backbone).map((name) => path.join(backbone, name)),
  );
  return page;
}

/** Calls a function of a page, which is in front meanwhile: a hidden tab would be slowed down. */
async function call(page, [name, ...words]) {
  await page.bringToFront();
  const answer = await page.evaluate(
    ([name, words]) => window.bench[name](...words),
    [name, words],
  );
  return Array.isArray(answer) ? median(answer) : answer;
}

async function measure(measurement, pages, repeats) {
  const sides = SIDES.filter((side) => measurement[side]);
  const rounds = Object.fromEntries(sides.map((side) => [side, []]));
  // In turns, so that a noisy moment of the machine strikes all alike.
  for (let round = 0; round <= repeats; round++) {
    for (const side of sides) {
      const time = await call(pages[side], measurement[side]);
      const warmUp = round === 0;
      if (!warmUp) rounds[side].push(time);
    }
  }
  const summaries = sides.map((side) => [side, summary(rounds[side])]);
  return withRatios({
    ...measurement,
    ours: null,
    theirs: null,
    raw: null,
    ...Object.fromEntries(summaries),
  });
}

async function bench({ wanted, repeats, json }) {
  await build({ configFile: path.join(import.meta.dirname, 'vite.config.ts') });
  const profile = mkdtempSync(path.join(os.tmpdir(), 'show-and-tell-bench-'));
  const server = await serve({
    bench: path.join(import.meta.dirname, 'dist'),
    backbones: path.join(shared, 'backbones'),
  });
  const context = await openBrowser(profile);
  try {
    const pages = {};
    const backends = {};
    for (const side of SIDES) {
      pages[side] = await openPage(context, server.origin, side);
      backends[side] = await call(pages[side], ['prepare']);
    }
    const rows = [];
    let filled = false;
    for (const measurement of wanted) {
      if (measurement.fill && !filled) {
        for (const side of ['ours', 'theirs']) await call(pages[side], FILL);
        filled = true;
      }
      if (!json) process.stderr.write(`${measurement.what} …\n`);
      rows.push(await measure(measurement, pages, repeats));
    }
    const [cpu] = os.cpus();
    const browser = `Chromium ${context.browser()?.version() ?? ''}`;
    return {
      machine: { cores: os.cpus().length, cpu: cpu?.model ?? '', browser, backends },
      repeats,
      rows,
    };
  } finally {
    await context.close();
    server.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

const wishes = readArguments();
if (wishes === null || wishes.help) {
  console.log(HELP);
  process.exitCode = wishes === null ? 1 : 0;
} else if (!existsSync(path.join(shared, 'backbones'))) {
  console.log('Nothing measured: the photos and networks of ../shared are not on this machine.');
} else {
  const results = await bench(wishes);
  const written = `${JSON.stringify(results, null, 2)}\n`;
  writeFileSync(path.join(import.meta.dirname, 'results.json'), written);
  if (wishes.json) process.stdout.write(written);
  else {
    const { cores, cpu, browser, backends } = results.machine;
    const { repeats } = results;
    console.log(
      `\n${cores} cores, ${cpu}, ${browser}; ${JSON.stringify(backends)}; median of ${repeats} (lowest–highest)\n`,
    );
    console.log(table(results.rows));
  }
}
