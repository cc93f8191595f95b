/** docs/retrain.svg: seconds of a retrain, and of a whole training, against samples and classes. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { call } from './pages.mjs';
import { median } from './report.mjs';

const FILE = path.resolve(import.meta.dirname, '../docs/retrain.svg');
const SAMPLES = [300, 1_000, 3_000, 10_000];
const CLASSES = [2, 5, 10, 20, 50];
/** What the other panel's axis stands at. */
const USUAL = { samples: 3_000, classes: 20 };
const ROUNDS = 3;

const SERIES = [
  { key: 'retrain', words: 'follow one picture', colour: '#1971c2' },
  { key: 'whole', words: 'train with cross-validation and report', colour: '#c2410c' },
];
const PANEL = { width: 300, height: 220, left: 56, top: 52, gap: 64 };
/** Seconds at the bottom and at the top. */
const RANGE = [0.01, 100];

/** Measures on our page what is drawn; milliseconds. */
export async function measurePlot(page, say) {
  const at = async (samples, classes) => {
    say(`for the plot: ${samples} in ${classes} classes …`);
    const times = [];
    for (let round = 0; round <= ROUNDS; round++) {
      times.push(await call(page, ['follow', samples, classes]));
    }
    const whole = await call(page, ['trainWhole', samples, classes]);
    return { samples, classes, retrain: median(times.slice(1)), whole };
  };
  const bySamples = [];
  for (const samples of SAMPLES) bySamples.push(await at(samples, USUAL.classes));
  const byClasses = [];
  for (const classes of CLASSES) byClasses.push(await at(USUAL.samples, classes));
  return { bySamples, byClasses };
}

/** Writes the file anew. */
export function drawPlot({ bySamples, byClasses }) {
  const { width, height, left, top, gap } = PANEL;
  const all = { width: left + 2 * width + gap + 20, height: top + height + 46 };
  writeFileSync(
    FILE,
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${all.width} ${all.height}" font-family="system-ui, sans-serif" font-size="12" fill="#333">
<title>Seconds of a retrain against samples and against classes</title>
<rect width="100%" height="100%" fill="#fff"/>
${SERIES.map(legend).join('\n')}
${panel(left, bySamples, 'samples', `samples, in ${USUAL.classes} classes`)}
${panel(left + width + gap, byClasses, 'classes', `classes, ${USUAL.samples.toLocaleString('en')} samples`)}
</svg>
`,
  );
  return FILE;
}

function legend({ words, colour }, at) {
  const x = PANEL.left + at * 180;
  return `<circle cx="${x}" cy="20" r="4" fill="${colour}"/><text x="${x + 10}" y="24">${words}</text>`;
}

const share = (value, [low, high]) => Math.log(value / low) / Math.log(high / low);

/** Both axes are logarithmic. */
function panel(left, points, axis, title) {
  const { width, height, top } = PANEL;
  const values = points.map((point) => point[axis]);
  const span = [Math.min(...values), Math.max(...values)];
  const x = (value) => (left + 12 + share(value, span) * (width - 24)).toFixed(1);
  const y = (milliseconds) => (top + height * (1 - share(milliseconds / 1000, RANGE))).toFixed(1);
  const ticks = [10, 100, 1_000, 10_000, 100_000].map(
    (ms) =>
      `<line x1="${left}" x2="${left + width}" y1="${y(ms)}" y2="${y(ms)}" stroke="#ddd"/><text x="${left - 6}" y="${+y(ms) + 4}" text-anchor="end">${ms / 1000} s</text>`,
  );
  const names = values.map(
    (value) =>
      `<text x="${x(value)}" y="${top + height + 16}" text-anchor="middle">${value.toLocaleString('en')}</text>`,
  );
  const lines = SERIES.map(({ key, colour }) => {
    const places = points.map((point) => `${x(point[axis])},${y(point[key])}`);
    const dots = places.map((place) => place.split(','));
    return `<polyline points="${places.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`).join('')}`;
  });
  const under = `<text x="${left + width / 2}" y="${top + height + 36}" text-anchor="middle">${title}</text>`;
  return [...ticks, ...names, ...lines, under].join('\n');
}
