/** Measurements on the bench's own pages, and the steps that they need before. */
import { SIDES, STEPS } from './measurements.mjs';
import { call, giveFiles, openPage } from './pages.mjs';
import { summary, withRatios } from './report.mjs';

/** Opens a page for each side. */
export async function preparePages(context, origin, droppedFiles) {
  const pages = {};
  const backends = {};
  for (const side of SIDES) {
    pages[side] = await openPage(context, origin, side);
    await giveFiles(pages[side], droppedFiles);
    backends[side] = await call(pages[side], ['prepare']);
    if (!backends[side].startsWith('wasm')) throw new Error(`${side} runs on ${backends[side]}`);
  }
  return { context, origin, pages, backends, done: new Set() };
}

/** Measures one thing on all sides that can do it. */
export async function measure(measurement, prepared, wantedRounds, memory) {
  for (const step of measurement.needs.filter((step) => !prepared.done.has(step))) {
    for (const side of ['ours', 'theirs']) await call(prepared.pages[side], STEPS[step]);
    prepared.done.add(step);
  }
  const sides = SIDES.filter((side) => measurement[side]);
  const rounds = Object.fromEntries(sides.map((side) => [side, []]));
  const growths = [];
  const repeats = Math.min(wantedRounds, measurement.rounds ?? wantedRounds);
  const warmUps = measurement.warmedUp ? 0 : 1;
  // In turns, so that a noisy moment of the machine strikes all alike.
  for (let round = 0; round < warmUps + repeats; round++) {
    for (const side of sides) {
      const growth = measurement.memory ? await memory.watchGrowth() : null;
      const time = await once(measurement, side, prepared);
      if (growth !== null) growths.push(growth());
      if (round >= warmUps) rounds[side].push(time);
    }
  }
  const { difference } = measurement;
  const differing = difference ? await call(prepared.pages.ours, difference) : null;
  prepared.done.add(measurement.name);
  return withRatios({
    ...measurement,
    ...Object.fromEntries(sides.map((side) => [side, summary(rounds[side])])),
    difference: differing,
    // Of the first round, too: it loads what the others find loaded.
    megabytes: growths.includes(null) || growths.length === 0 ? null : Math.max(...growths),
  });
}

async function once({ freshPage, ...measurement }, side, { context, origin, pages }) {
  if (!freshPage) return call(pages[side], measurement[side]);
  const page = await openPage(context, origin, side, '#first-answer');
  try {
    return await call(page, measurement[side]);
  } finally {
    await page.close();
  }
}
