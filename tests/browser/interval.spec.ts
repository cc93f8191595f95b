import { expect, type Page } from '@playwright/test';
import { nearDuplicates } from '../../src/evaluation/near-duplicates.ts';
import { type SplitClass, splitClasses } from '../../src/evaluation/split-classes.ts';
import { trainHead } from '../../src/evaluation/train.ts';
import { trainLinear } from '../../src/evaluation/train-linear.ts';
import type { TrainedHead } from '../../src/evaluation/types.ts';
import { createPace } from '../../src/head/pace.ts';
import { logits, winner } from '../../src/head/predict.ts';
import { seededRandom, shuffle } from '../../src/head/random.ts';
import type { Matrix, TrainingSet } from '../../src/head/types.ts';
import { hasShared, launchOptions, test } from '../support/browser.ts';
import { useWasm } from '../support/export-engine.ts';
import { jitteredFrame } from '../support/jittered-frames.ts';
import { joined } from '../support/joined-rows.ts';
import { photoCrops, photoEmbeddings, realEmbeddings } from '../support/photo-embeddings.ts';
import { drawSplit, figureOf, photos } from '../support/photos.ts';

/** Of each set, so 200 in all. */
const DRAWS = 100;
const TAUGHT = 25;
const BURSTS_PER_CLASS = 15;
const FRAMES = 5;

const SETS = [
  ['cats-dogs/cats', 'cats-dogs/dogs'],
  ['horses-humans/horses', 'horses-humans/humans'],
];

test.skip(!hasShared, 'the photos of ../shared are not on this machine');
test.use(launchOptions());
// One embedding of all photos serves all tests here.
test.describe.configure({ mode: 'serial', timeout: 180_000 });

let known: Map<string, Float32Array> | null = null;

async function embedded(page: Page): Promise<Map<string, Float32Array>> {
  if (known) return known;
  const files = SETS.flat().flatMap(photos);
  const rows = rowsOf(await photoEmbeddings(page, files));
  known ??= new Map(files.map((file, at) => [file, rows[at] ?? new Float32Array()]));
  return known;
}

function rowsOf({ rows, cols, values }: Matrix): Float32Array[] {
  return Array.from({ length: rows }, (_, row) => values.subarray(row * cols, (row + 1) * cols));
}

const { signal } = new AbortController();
const pace = createPace(signal);

/** Each class's files with their embeddings; files of one figure are one group where told so. */
function setOf(perClass: string[][], rows: Map<string, Float32Array>): TrainingSet {
  const files = perClass.flat();
  const figures = [...new Set(files.map(figureOf))];
  return {
    classes: perClass.length,
    embeddings: joined(files.map((file) => rows.get(file) ?? new Float32Array())),
    mirrored: null,
    labels: Int32Array.from(perClass.flatMap((some, c) => some.map(() => c))),
    groups: Int32Array.from(files, (file) => figures.indexOf(figureOf(file))),
  };
}

async function train(set: TrainingSet): Promise<TrainedHead> {
  const trained = await trainHead(set, { kind: 'linear' }, { signal, onProgress: () => {} });
  if (!trained.ok) throw new Error(trained.fault.kind);
  return trained.value;
}

function figuresOf({ evaluation }: TrainedHead) {
  if (evaluation.method === 'none') throw new Error('no figures');
  return evaluation;
}

function shareRight({ head }: TrainedHead, { classes, embeddings, labels }: TrainingSet): number {
  const answers = logits(head, embeddings);
  const right = labels.filter((label, row) => winner(answers, classes * row, classes) === label);
  return right.length / labels.length;
}

for (const folders of SETS) {
  test(`${folders.join(', ')}: the interval holds for the photos not drawn`, async ({ page }) => {
    const rows = await embedded(page);
    let covered = 0;
    let below = 0;
    let width = 0;
    for (let seed = 1; seed <= DRAWS; seed++) {
      const random = seededRandom(seed);
      const splits = folders.map((folder) => drawSplit(photos(folder), TAUGHT, random));
      const trained = await train(
        setOf(
          splits.map(({ taught }) => taught),
          rows,
        ),
      );
      const rest = setOf(
        splits.map(({ unseen }) => unseen),
        rows,
      );
      // The plain share of the photos not drawn: no allowance for how few they are.
      const accuracy = shareRight(trained, rest);
      const { low, high } = figuresOf(trained).interval;
      if (accuracy < low) below++;
      else if (accuracy <= high) covered++;
      width += (high - low) / DRAWS;
    }
    console.log(
      `${folders.join(', ')}: ${covered} of ${DRAWS} within, ${below} below, mean width ${width.toFixed(3)}`,
    );
    expect(covered / DRAWS).toBeGreaterThanOrEqual(0.9);
  });
}

test('near-duplicates: frames of a photo are joined, no two photos of cats or dogs are', async ({
  page,
}) => {
  const rows = await embedded(page);
  await useWasm();
  const random = seededRandom(1);
  const folders = SETS[0] ?? [];
  const taught: { label: number; photo: number; row: Float32Array }[] = [];
  const unseen: { label: number; row: Float32Array }[] = [];
  for (const [label, folder] of folders.entries()) {
    const files = photos(folder);
    shuffle(files, random);
    const crops = await photoCrops(page, files);
    const frames = files.flatMap((_, photo) =>
      Array.from({ length: photo < BURSTS_PER_CLASS ? FRAMES : 1 }, () => ({
        photo: label * files.length + photo,
        burst: photo < BURSTS_PER_CLASS,
        pixels: jitteredFrame(crops[photo] ?? new Uint8ClampedArray(), random),
      })),
    );
    const embeddedFrames = rowsOf(await realEmbeddings(frames.map(({ pixels }) => pixels)));
    for (const [at, { photo, burst }] of frames.entries()) {
      const row = embeddedFrames[at] ?? new Float32Array();
      if (burst) taught.push({ label, photo, row });
      else unseen.push({ label, row });
    }
  }
  const bursts = setOfRows(taught);
  const groups = await nearDuplicates(bursts.embeddings, bursts.labels, pace);
  const shown = groups.map((group) => new Set(group.map((row) => taught[row]?.photo)));
  expect(shown.every((photo) => photo.size === 1)).toBe(true);
  expect(groups.flat().length / taught.length).toBeGreaterThan(0.98);
  expect(groups.length).toBeLessThan(2 * BURSTS_PER_CLASS + 3);

  const all = setOf(
    folders.map((folder) => photos(folder)),
    rows,
  );
  expect(await nearDuplicates(all.embeddings, all.labels, pace)).toEqual([]);

  // Thirty bursts that nobody said were bursts.
  const trained = await train(bursts);
  const naive = await trainLinear(bursts, pace, () => {});
  const accuracy = shareRight(trained, setOfRows(unseen));
  const { interval } = figuresOf(trained);
  const flattered = figuresOf(naive).interval;
  console.log(
    `thirty bursts: ${accuracy.toFixed(3)} of those never seen; said ${interval.low.toFixed(3)} to ${interval.high.toFixed(3)}, naive ${flattered.low.toFixed(3)} to ${flattered.high.toFixed(3)}`,
  );
  expect(accuracy).toBeGreaterThanOrEqual(interval.low);
  expect(accuracy).toBeLessThanOrEqual(interval.high);
  expect(shareRight(naive, setOfRows(unseen))).toBeLessThan(flattered.low);
});

function setOfRows(frames: { label: number; row: Float32Array }[]): TrainingSet {
  return {
    classes: 2,
    embeddings: joined(frames.map(({ row }) => row)),
    mirrored: null,
    labels: Int32Array.from(frames, ({ label }) => label),
    groups: Int32Array.from(frames.keys()),
  };
}

async function split({ embeddings, labels, classes }: TrainingSet): Promise<SplitClass[]> {
  const near = await nearDuplicates(embeddings, labels, pace);
  return splitClasses(embeddings, labels, classes, near, pace);
}

test('a class that is two: found where two kinds are mixed, and only there', async ({ page }) => {
  const rows = await embedded(page);
  const kinds = SETS.flat().map((folder) => photos(folder));
  const alone = setOf(kinds, rows);
  expect(await split(alone)).toEqual([]);

  for (let seed = 1; seed <= 10; seed++) {
    const random = seededRandom(seed);
    const [cats = [], dogs = [], horses = [], humans = []] = kinds.map((files) => {
      const drawn = [...files];
      shuffle(drawn, random);
      return drawn.slice(0, 30);
    });
    const single = setOf([cats, dogs, horses, humans], rows);
    expect(await split(single)).toEqual([]);
    const mixed = setOf(
      [
        [...cats, ...horses],
        [...dogs, ...humans],
      ],
      rows,
    );
    const found = await split(mixed);
    expect(found.map((one) => one.class)).toEqual([0, 1]);
    for (const { class: c, parts } of found) {
      for (const part of parts) {
        // The first thirty of each class are of one kind.
        const first = part.filter((row) => row - 60 * c < 30).length;
        expect(Math.max(first, part.length - first) / part.length).toBeGreaterThanOrEqual(0.9);
      }
    }
  }
});
