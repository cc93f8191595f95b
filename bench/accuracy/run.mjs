/**
 * `npm run bench:accuracy FOLDER…`: the app's head beside Teachable Machine's, each trained by its
 * own code, on the same embeddings of the same photos; accuracy on photos of neither's training.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { call, openBrowser, shared } from '../pages.mjs';
import { serve } from '../server.mjs';
import { accuracyTable, summarise, verdict, verdictLines } from './report.mjs';
import { readSets } from './sets.mjs';

const HELP = `npm run bench:accuracy -- [FOLDER…] [--sizes 5,10] [--draws N] [--backbone B] [--json]
  FOLDER      holds a folder of pictures for each class (default: the photos of ../shared)
  --sizes     pictures of each class to teach with (default 5,10,20,40); four fifths
              of the smallest class at most
  --draws     how often, each time others (default 20)
  --limit     pictures of each class at most (default 200)
  --backbone  v2-0.35, starter, or a folder with a MobileNet's model.json (default: v2-0.35 where
              ../shared has it, else starter)
  --json      the results as JSON instead of a table`;

const BACKBONES = {
  'v2-0.35': path.join(shared, 'backbones/mobilenet_v2_0.35_224'),
  starter: path.resolve(import.meta.dirname, '../../public/backbones/starter'),
};

/** Share of a class's pictures: on a smaller rest nothing could be measured. */
const MOST_TAUGHT = 0.8;
/** Milliseconds: a set may be large. */
const PATIENCE = 1_800_000;

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      sizes: { type: 'string', default: '5,10,20,40' },
      draws: { type: 'string', default: '20' },
      limit: { type: 'string', default: '200' },
      backbone: {
        type: 'string',
        default: existsSync(BACKBONES['v2-0.35']) ? 'v2-0.35' : 'starter',
      },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const sizes = values.sizes.split(',').map(Number);
  const [draws, limit] = [values.draws, values.limit].map(Number);
  const whole = (least) => (value) => Number.isInteger(value) && value >= least;
  if (!sizes.every(whole(1)) || !whole(2)(draws) || !whole(2)(limit)) throw new Error(HELP);
  const backbone = BACKBONES[values.backbone] ?? path.resolve(values.backbone);
  if (!existsSync(path.join(backbone, 'model.json'))) {
    throw new Error(`${values.backbone}: no backbone with a model.json.`);
  }
  return { ...values, sizes, draws, backbone, sets: readSets(positionals, limit) };
}

/** The cells of one set: one for each size that leaves a rest. */
async function measureSet(page, index, { sets, sizes, draws }, say) {
  const { name, classes } = sets[index];
  say(`${name}: embedding ${classes.reduce((sum, { files }) => sum + files.length, 0)} pictures …`);
  const addresses = classes.map(({ name, files }) => ({
    names: files,
    urls: files.map((file) => ['', `set-${index}`, name, file].map(encodeURIComponent).join('/')),
  }));
  const { pictures, unreadable } = await call(page, ['load', addresses, '/backbone'], PATIENCE);
  if (Math.min(...pictures) < 2) throw new Error(`${name}: a class with less than two pictures.`);
  if (unreadable > 0) say(`${name}: ${unreadable} files are no pictures that can be read`);
  const cells = [];
  const most = Math.max(1, Math.floor(MOST_TAUGHT * Math.min(...pictures)));
  const fitting = new Set(sizes.map((size) => Math.min(size, most)));
  for (const wanted of [...fitting].sort((a, b) => a - b)) {
    await call(page, ['begin']);
    const runs = [];
    for (let draw = 0; draw < draws; draw++) {
      say(`${name}, ${wanted} a class: draw ${draw + 1} of ${draws}`);
      runs.push(await call(page, ['draw', wanted, draw], PATIENCE));
    }
    const perClass = Math.min(...runs.map(({ fewestTaught }) => fewestTaught));
    // Where a few figures are all there is, more may have been wanted than could be taken.
    if (cells.some((cell) => cell.perClass === perClass)) continue;
    cells.push(
      summarise({
        set: name,
        classes: pictures.length,
        perClass,
        unseen: Math.min(...runs.map(({ unseen }) => unseen)),
        ours: runs.map(({ ours }) => ours),
        theirs: runs.map(({ theirs }) => theirs),
        calibration: await call(page, ['calibration']),
        mirrorImagesUsed: runs.filter(({ mirrorImagesUsed }) => mirrorImagesUsed).length,
      }),
    );
  }
  return cells;
}

async function measure(wishes, say) {
  await build({ configFile: path.join(import.meta.dirname, '../vite.config.ts') });
  const profile = mkdtempSync(path.join(os.tmpdir(), 'show-and-tell-bench-'));
  const server = await serve({
    bench: path.join(import.meta.dirname, '../dist'),
    backbone: wishes.backbone,
    ...Object.fromEntries(wishes.sets.map(({ folder }, at) => [`set-${at}`, path.resolve(folder)])),
  });
  const context = await openBrowser(profile);
  try {
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(error.message));
    await page.goto(`${server.origin}/bench/accuracy/page.html`);
    const backend = await call(page, ['prepare']);
    const cells = [];
    for (const index of wishes.sets.keys()) {
      cells.push(...(await measureSet(page, index, wishes, say)));
    }
    const { draws } = wishes;
    return { backbone: path.basename(wishes.backbone), backend, draws, cells, all: verdict(cells) };
  } finally {
    await context.close();
    server.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

function show({ backbone, backend, draws, cells, all }) {
  console.log(`\nEmbeddings of ${backbone} (${backend}); ${draws} seeded draws of each cell.`);
  console.log(`TM: Teachable Machine's head, 50 epochs, batches of 16, rate 0.001, 100 units.
Share of the unseen pictures that were told rightly, its mean over the draws and the mean's 95 %
interval (draws share pictures: it is of the draw, not of other photos); calibration error; draws in
which the app used mirror images.\n`);
  console.log(accuracyTable(cells, all));
  console.log(`\n${verdictLines(all)}`);
}

try {
  const wishes = readArguments();
  if (wishes.help) console.log(HELP);
  else if (wishes.sets.length === 0) {
    console.log('Nothing measured: no FOLDER is named, and the photos of ../shared are not here.');
  } else {
    const results = await measure(wishes, (line) => process.stderr.write(`${line}\n`));
    if (wishes.json) console.log(JSON.stringify(results, null, 2));
    else show(results);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
