/** Whether labels that were swapped on purpose are found, on real photos. */
import { expect, type Page } from '@playwright/test';
import { confusionMatrix, correctOf } from '../../src/evaluation/confusion.ts';
import { labelDoubts } from '../../src/evaluation/label-doubts.ts';
import { trainHead } from '../../src/evaluation/train.ts';
import type { OutOfFold } from '../../src/evaluation/types.ts';
import { createPace } from '../../src/head/pace.ts';
import { seededRandom, shuffle } from '../../src/head/random.ts';
import type { TrainingSet } from '../../src/head/types.ts';
import { hasShared, launchOptions, test } from '../support/browser.ts';
import { joined } from '../support/joined-rows.ts';
import { photoEmbeddings } from '../support/photo-embeddings.ts';
import { figureOf, PHOTO_FOLDERS, photos } from '../support/photos.ts';

test.use(launchOptions());
test.skip(!hasShared, 'the photos of ../shared are not on this machine');

const SWAPPED_SHARE = 0.05;
/** The mean of five of them must do. */
const DRAWS = 5;
/** How far off the number of wrong labels to expect may be. */
const FACTOR = 1.5;
const signal = new AbortController().signal;

for (const { set, found, foundInTwice } of [
  { set: 'cats-dogs', found: 0.75, foundInTwice: 0.85 },
  { set: 'horses-humans', found: 0.9, foundInTwice: 0.95 },
]) {
  test(`${set}: swapped labels are the first to be suspected, right ones are left alone`, async ({
    page,
  }) => {
    const photographed = await photographedSet(page, set);
    const clean = await labelDoubts(
      photographed,
      await outOfFoldOf(photographed),
      createPace(signal),
    );
    console.log(
      `${set}, nothing swapped: ${clean.suspects.length} suspects, ${clean.expectedWrong.toFixed(2)} expected wrong`,
    );
    expect(clean.suspects.length).toBeLessThanOrEqual(2);
    expect(clean.expectedWrong).toBeLessThan(1);

    const draws: Awaited<ReturnType<typeof swapAndFind>>[] = [];
    for (let seed = 1; seed <= DRAWS; seed++) draws.push(await swapAndFind(photographed, seed));

    const names = Object.keys(draws[0]) as (keyof (typeof draws)[0])[];
    for (let first = 0; first < DRAWS; first += 5) {
      const five = draws.slice(first, first + 5);
      const mean = Object.fromEntries(
        names.map((name) => [name, five.reduce((sum, draw) => sum + draw[name], 0) / 5]),
      ) as (typeof draws)[0];
      const figures = names.map((name) => `${name} ${mean[name].toFixed(3)}`).join(', ');
      console.log(`${set}, draws ${first + 1} to ${first + 5}: ${figures}`);
      expect(mean.found).toBeGreaterThanOrEqual(found);
      expect(mean.foundInTwice).toBeGreaterThanOrEqual(foundInTwice);
      expect(mean.expectedWrong / mean.reallyWrong).toBeGreaterThan(1 / FACTOR);
      expect(mean.expectedWrong / mean.reallyWrong).toBeLessThan(FACTOR);
      for (const corrected of [mean.flipped, mean.reviewed]) {
        expect(Math.abs(corrected - mean.clean)).toBeLessThanOrEqual(0.01);
      }
    }
  });
}

async function photographedSet(page: Page, set: string): Promise<TrainingSet> {
  const files = set.split('-').map((name) => photos(`${set}/${name}`));
  const all = PHOTO_FOLDERS.flatMap(photos);
  const { cols, values } = await photoEmbeddings(page, all);
  const embeddings = joined(
    files.flat().map((file) => {
      const at = all.indexOf(file) * cols;
      return values.subarray(at, at + cols);
    }),
  );
  const figures = files.flat().map(figureOf);
  return {
    classes: files.length,
    embeddings,
    mirrored: null,
    labels: Int32Array.from(files.flatMap((of, label) => of.map(() => label))),
    groups: Int32Array.from(figures, (figure) => figures.indexOf(figure)),
  };
}

/** Figures are accuracies out of fold against the true labels, shares, and counts. */
async function swapAndFind(photographed: TrainingSet, seed: number) {
  const random = seededRandom(seed);
  // The order decides the folds; with one order alone the clean accuracy would be one draw too.
  const set = reordered(photographed, random);
  const clean = accuracy(set, await outOfFoldOf(set));
  const order = [...set.labels.keys()];
  shuffle(order, random);
  const count = Math.round(SWAPPED_SHARE * order.length);
  const swapped = new Set(order.slice(0, count));
  const labels = set.labels.map((label, row) => (swapped.has(row) ? 1 - label : label));
  const answers = await outOfFoldOf({ ...set, labels });
  const doubts = await labelDoubts({ ...set, labels }, answers, createPace(signal));
  const right = (suspects: typeof doubts.suspects) =>
    suspects.filter(({ row }) => swapped.has(row)).length;

  const flipped = labels.slice();
  const reviewed = labels.slice();
  for (const { row, likely } of doubts.suspects.slice(0, count)) {
    flipped[row] = likely;
    reviewed[row] = set.labels[row];
  }
  return {
    found: right(doubts.suspects.slice(0, count)) / count,
    foundInTwice: right(doubts.suspects.slice(0, 2 * count)) / count,
    suspects: doubts.suspects.length,
    expectedWrong: doubts.expectedWrong,
    reallyWrong: right(doubts.suspects),
    clean,
    noisy: accuracy(set, answers),
    /** The first n believed without a look. */
    flipped: accuracy(set, await outOfFoldOf({ ...set, labels: flipped })),
    /** The first n looked at. */
    reviewed: accuracy(set, await outOfFoldOf({ ...set, labels: reviewed })),
  };
}

async function outOfFoldOf(set: TrainingSet): Promise<OutOfFold> {
  const trained = await trainHead(set, { kind: 'linear' }, { signal, onProgress: () => undefined });
  if (!trained.ok || trained.value.outOfFold === null) throw new Error('not trained');
  return trained.value.outOfFold;
}

function accuracy({ labels, classes }: TrainingSet, { probabilities }: OutOfFold): number {
  return correctOf(confusionMatrix(probabilities, labels, classes)) / labels.length;
}

function reordered(set: TrainingSet, random: () => number): TrainingSet {
  const order = Int32Array.from(set.labels.keys());
  shuffle(order, random);
  const { rows, cols, values } = set.embeddings;
  const moved = new Float32Array(values.length);
  order.forEach((from, to) => {
    moved.set(values.subarray(from * cols, (from + 1) * cols), to * cols);
  });
  return {
    ...set,
    embeddings: { rows, cols, values: moved },
    labels: order.map((row) => set.labels[row]),
    groups: order.map((row) => set.groups[row]),
  };
}
