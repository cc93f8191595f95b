/**
 * `npm run bench`: this app beside Teachable Machine's library, and the plain network as the limit;
 * in one run of one Chromium, on the same backend and the same weights. What is measured, and how
 * often: measurements.mjs. Prints a table and writes bench/results.json.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { MEASUREMENTS, STEPS } from './measurements.mjs';
import { rendererMemory } from './memory.mjs';
import { call, openBrowser, openPage, shared } from './pages.mjs';
import { summary, table, withRatios } from './report.mjs';
import { serve } from './server.mjs';

const HELP = `npm run bench -- [--only NAME] [--repeats N] [--json]
  --only     one of: ${MEASUREMENTS.map(({ name }) => name).join(', ')}
  --repeats  rounds of each measurement, after one that does not count (default 5)
  --json     the results as JSON instead of a table`;
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

async function measure(measurement, pages, repeats, memory) {
  const sides = SIDES.filter((side) => measurement[side]);
  const rounds = Object.fromEntries(sides.map((side) => [side, []]));
  const growths = [];
  // In turns, so that a noisy moment of the machine strikes all alike.
  for (let round = 0; round <= repeats; round++) {
    for (const side of sides) {
      if (measurement.memory) await memory.begin();
      const time = await call(pages[side], measurement[side]);
      if (measurement.memory) growths.push(await memory.growth());
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
    // Of the first round, too: it loads what the others find loaded.
    megabytes: growths.includes(null) || growths.length === 0 ? null : Math.max(...growths),
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
      if (!backends[side].startsWith('wasm')) throw new Error(`${side} runs on ${backends[side]}`);
    }
    const memory = await rendererMemory(context);
    const rows = [];
    const done = new Set();
    for (const measurement of wanted) {
      for (const step of measurement.needs.filter((step) => !done.has(step))) {
        for (const side of ['ours', 'theirs']) await call(pages[side], STEPS[step]);
        done.add(step);
      }
      if (!json) process.stderr.write(`${measurement.what} …\n`);
      rows.push(await measure(measurement, pages, repeats, memory));
      done.add(measurement.name);
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

function show(results, json) {
  const written = `${JSON.stringify(results, null, 2)}\n`;
  writeFileSync(path.join(import.meta.dirname, 'results.json'), written);
  if (json) {
    process.stdout.write(written);
    return;
  }
  const { machine, repeats, rows } = results;
  const { cores, cpu, browser, backends } = machine;
  console.log(`\n${cores} cores, ${cpu}, ${browser}, ${backends.raw}, one thread`);
  console.log(`Medians of ${repeats} rounds, in brackets the lowest and the highest.\n`);
  console.log(table(rows));
}

const wishes = readArguments();
if (wishes === null || wishes.help) {
  console.log(HELP);
  process.exitCode = wishes === null ? 1 : 0;
} else if (!existsSync(path.join(shared, 'backbones'))) {
  console.log('Nothing measured: the photos and networks of ../shared are not on this machine.');
} else {
  try {
    show(await bench(wishes), wishes.json);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
