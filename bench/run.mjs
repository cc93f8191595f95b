/**
 * `npm run bench`: this app beside Teachable Machine's library, and the plain network as the limit;
 * in one run of one Chromium, on the same backend and the same weights; then the app itself. What is
 * measured, and how often: measurements.mjs and app/scenes.mjs. Prints tables, and the aims with what
 * was found; writes bench/results.json.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { aimsOf } from './aims.mjs';
import { runScenes } from './app/run-scenes.mjs';
import { SCENES } from './app/scenes.mjs';
import { sizeRows } from './app/sizes.mjs';
import { MEASUREMENTS } from './measurements.mjs';
import { rendererMemory } from './memory.mjs';
import { copiesOfPhotos, openBrowser, shared } from './pages.mjs';
import { drawPlot, measurePlot } from './plot.mjs';
import { aimsTable, appTable, table } from './report.mjs';
import { measure, preparePages } from './rounds.mjs';
import { serve } from './server.mjs';

const NAMES = [...MEASUREMENTS, ...SCENES].map(({ name }) => name);
const HELP = `npm run bench -- [--only NAME,…] [--repeats N] [--json] [--plot]
  --only     of: ${NAMES.join(', ')}
  --repeats  rounds of each measurement, after one that does not count (default 5)
  --json     the results as JSON instead of tables
  --plot     measure and draw docs/retrain.svg, and nothing else`;
/** As many as the largest drop takes. */
const PHOTOS = 1_000;

function readArguments() {
  const options = {
    only: { type: 'string', default: NAMES.join(',') },
    repeats: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
    plot: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  };
  try {
    const { values } = parseArgs({ options });
    const repeats = Number(values.repeats);
    const only = values.only.split(',');
    const unknown = only.some((name) => !NAMES.includes(name));
    if (!Number.isInteger(repeats) || repeats < 1 || unknown) return null;
    return {
      ...values,
      repeats,
      wanted: (all) => all.filter(({ name }) => !values.plot && only.includes(name)),
    };
  } catch {
    return null;
  }
}

/** On the bench's own pages. Answers also on what backends they ran, and in which browser. */
async function measureAll(measurements, { origin, photos, repeats, plot, say }) {
  const profile = mkdtempSync(path.join(os.tmpdir(), 'show-and-tell-bench-'));
  const context = await openBrowser(profile);
  try {
    const prepared = await preparePages(context, origin, photos);
    const memory = await rendererMemory(context);
    const rows = [];
    for (const measurement of measurements) {
      say(`${measurement.what.trim()} …`);
      rows.push(await measure(measurement, prepared, repeats, memory));
    }
    if (plot) say(drawPlot(await measurePlot(prepared.pages.ours, say)));
    const browser = `Chromium ${context.browser()?.version() ?? ''}`;
    return { rows, browser, backends: prepared.backends };
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

async function bench({ wanted, repeats, json, plot }) {
  const say = json ? () => undefined : (line) => process.stderr.write(`${line}\n`);
  const here = (name) => path.join(import.meta.dirname, name);
  await build({ configFile: here('vite.config.ts') });
  const scenes = wanted(SCENES);
  if (scenes.length > 0) {
    const outDir = here('dist/app');
    await build({ configFile: here('../vite.config.ts'), logLevel: 'error', build: { outDir } });
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'show-and-tell-photos-'));
  const server = await serve({
    bench: here('dist'),
    app: here('dist/app'),
    backbones: path.join(shared, 'backbones'),
  });
  const { origin } = server;
  const photos = copiesOfPhotos(PHOTOS, folder);
  try {
    const means = { origin, photos, repeats, plot, say };
    const { rows, browser, backends } = await measureAll(wanted(MEASUREMENTS), means);
    const appRows = scenes.length > 0 ? await runScenes(scenes, means) : [];
    const sizes = scenes.length > 0 ? sizeRows(here('dist/app')) : [];
    const [cpu] = os.cpus();
    const machine = { cores: os.cpus().length, cpu: cpu?.model ?? '', browser, backends };
    return {
      machine,
      repeats,
      rows,
      appRows,
      sizes,
      aims: aimsOf([...rows, ...appRows, ...sizes]),
    };
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function show(results, json) {
  const written = `${JSON.stringify(results, null, 2)}\n`;
  writeFileSync(path.join(import.meta.dirname, 'results.json'), written);
  if (json) {
    process.stdout.write(written);
    return;
  }
  const { machine, repeats, rows, appRows, aims } = results;
  const { cores, cpu, browser, backends } = machine;
  console.log(`\n${cores} cores, ${cpu}, ${browser}, ${backends.raw}, one thread`);
  console.log(`Medians of ${repeats} rounds, in brackets the lowest and the highest.`);
  if (rows.length > 0) console.log(`\n${table(rows)}`);
  if (appRows.length > 0) console.log(`\n${appTable(appRows)}`);
  if (aims.length > 0) console.log(`\n${aimsTable(aims)}`);
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
