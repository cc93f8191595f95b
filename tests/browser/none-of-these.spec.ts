/** What is said of pictures unlike any class, and whether confidences mean what they say: on real photos. */
import { expect, type Page } from '@playwright/test';
import { judgeKnown } from '../../src/evaluation/judge-known.ts';
import { reliability } from '../../src/evaluation/reliability.ts';
import { trainHead } from '../../src/evaluation/train.ts';
import { similarity } from '../../src/head/known-pictures.ts';
import { discriminantSpace, linearHead, SHRINKAGE } from '../../src/head/linear-discriminant.ts';
import { createPace } from '../../src/head/pace.ts';
import { logits, softmax } from '../../src/head/predict.ts';
import { seededRandom } from '../../src/head/random.ts';
import type { Matrix, TrainingSet } from '../../src/head/types.ts';
import { hasShared, launchOptions, test } from '../support/browser.ts';
import { joined } from '../support/joined-rows.ts';
import { photoEmbeddings } from '../support/photo-embeddings.ts';
import { drawSplit, figureOf, photos } from '../support/photos.ts';

const TAUGHT = 30;
const DRAWS = 20;
const SETS = {
  'cats-dogs': ['cats-dogs/cats', 'cats-dogs/dogs'],
  'horses-humans': ['horses-humans/horses', 'horses-humans/humans'],
};
type SetName = keyof typeof SETS;

test.use(launchOptions());
test.skip(!hasShared, 'the photos of ../shared are not on this machine');

const NONE_OF_THESE: { set: SetName; shown: SetName; atLeast: number }[] = [
  { set: 'cats-dogs', shown: 'horses-humans', atLeast: 0.7 },
  { set: 'horses-humans', shown: 'cats-dogs', atLeast: 0.95 },
];

for (const { set, shown, atLeast } of NONE_OF_THESE) {
  test(`${set}: at least ${atLeast} of unrelated photos are none of these`, async ({ page }) => {
    const embeddingOf = await embedded(page);
    const unrelated = SETS[shown].flatMap(photos).map(embeddingOf);
    const draws: Draw[] = [];
    for (let seed = 1; seed <= DRAWS; seed++) {
      const { training, unseen } = drawn(set, seed, embeddingOf);
      const { outOfFold } = await trained(training);
      const folds = outOfFold?.folds ?? null;
      const judged = await judgeKnown({ ...training, folds }, pace());
      if (judged === null) throw new Error('nothing to compare with');
      const { threshold, prototypes } = judged.known;
      const of = (rows: Float32Array[]) => rows.map((row) => similarity(prototypes, row));
      draws.push(figures(of(unseen.map(({ row }) => row)), of(unrelated), threshold));
    }
    const [refused, accepted, area, atNineteenOfTwenty] = (
      ['refused', 'accepted', 'area', 'atNineteenOfTwenty'] as const
    ).map((figure) => mean(draws.map((draw) => draw[figure])));
    console.log(
      `${set}, shown ${shown}: ${refused.toFixed(3)} refused, ${accepted.toFixed(3)} of its own ` +
        `classes' unseen photos accepted; where 0.95 of them are: ${atNineteenOfTwenty.toFixed(3)} ` +
        `refused; area under the curve ${area.toFixed(3)}`,
    );
    expect(refused).toBeGreaterThanOrEqual(atLeast);
    expect(atNineteenOfTwenty).toBeGreaterThanOrEqual(atLeast);
    expect(accepted).toBeGreaterThanOrEqual(0.9);
  });
}

for (const set of ['cats-dogs', 'horses-humans'] as const) {
  test(`${set}: confidences are no worse calibrated with temperature`, async ({ page }) => {
    const embeddingOf = await embedded(page);
    const kept = { scaled: new Answers(), plain: new Answers() };
    for (let seed = 1; seed <= DRAWS; seed++) {
      const { training, unseen } = drawn(set, seed, embeddingOf);
      const shown = joined(unseen.map(({ row }) => row));
      const labels = unseen.map(({ label }) => label);
      const { head } = await trained(training);
      kept.scaled.add(logits(head, shown), labels);
      kept.plain.add(logits(await unscaled(training), shown), labels);
    }
    const { scaled, plain } = kept;
    console.log(
      `${set}: calibration error ${scaled.error().toFixed(4)} with temperature, ` +
        `${plain.error().toFixed(4)} without; mean of the draws ${mean(scaled.errors).toFixed(4)}, ` +
        `${mean(plain.errors).toFixed(4)}; loss ${scaled.loss().toFixed(3)}, ${plain.loss().toFixed(3)} nats`,
    );
    // Of all draws together, since some fifty answers are too few to fill bins without luck.
    expect(scaled.error()).toBeLessThanOrEqual(plain.error());
    // In a single draw the luck alone is a picture in fifty; on average no more than a tenth of one.
    expect(mean(scaled.errors)).toBeLessThanOrEqual(mean(plain.errors) + 0.002);
    expect(scaled.loss()).toBeLessThan(plain.loss());
  });
}

interface Draw {
  /** Share of unrelated photos that the model's own threshold refuses. */
  refused: number;
  /** Share of unseen photos of its classes that it accepts. */
  accepted: number;
  /** Under the curve of accepted against refused. */
  area: number;
  /** Share of unrelated photos refused by the threshold that accepts 95 % of the unseen ones. */
  atNineteenOfTwenty: number;
}

function figures(known: number[], unrelated: number[], threshold: number): Draw {
  const shareBelow = (limit: number) => unrelated.filter((one) => one < limit).length;
  const ascending = known.toSorted((a, b) => a - b);
  return {
    refused: shareBelow(threshold) / unrelated.length,
    accepted: known.filter((one) => one >= threshold).length / known.length,
    area: mean(known.map(shareBelow)) / unrelated.length,
    atNineteenOfTwenty: shareBelow(ascending[Math.floor(0.05 * known.length)]) / unrelated.length,
  };
}

/** What a head said of photos it had not seen. */
class Answers {
  #probabilities: number[] = [];
  #labels: number[] = [];
  /** Calibration error of each draw. */
  errors: number[] = [];

  add(answers: Float64Array, labels: number[]): void {
    const probabilities = softmax(answers, 2);
    this.errors.push(calibrationError(probabilities, labels));
    this.#probabilities.push(...probabilities);
    this.#labels.push(...labels);
  }

  error(): number {
    return calibrationError(this.#probabilities, this.#labels);
  }

  /** Mean, in nats. */
  loss(): number {
    const losses = this.#labels.map((label, row) =>
      Math.min(700, -Math.log(this.#probabilities[2 * row + label])),
    );
    return mean(losses);
  }
}

function calibrationError(probabilities: ArrayLike<number>, labels: number[]): number {
  const rows = Float64Array.from(probabilities);
  return reliability(rows, Int32Array.from(labels), 2).expectedCalibrationError;
}

/** The same rule as the trained head, its temperature one. */
async function unscaled({ classes, embeddings, labels, groups }: TrainingSet) {
  const space = await discriminantSpace(
    {
      classes,
      features: embeddings.cols,
      matrices: [embeddings],
      labels,
      units: groups,
      parts: new Int32Array(labels.length),
    },
    SHRINKAGE,
    pace(),
  );
  const rule = await space.fit([0]);
  return linearHead(await rule.weights(), 1);
}

async function trained(training: TrainingSet) {
  const { signal } = new AbortController();
  const result = await trainHead(training, { kind: 'linear' }, { signal, onProgress: () => {} });
  if (!result.ok) throw new Error(result.fault.kind);
  return result.value;
}

function pace() {
  return createPace(new AbortController().signal);
}

/** A training set, and the photos that show nothing that it shows. */
function drawn(set: SetName, seed: number, embeddingOf: (file: string) => Float32Array) {
  const random = seededRandom(seed);
  const splits = SETS[set].map((folder) => drawSplit(photos(folder), TAUGHT, random));
  const taught = splits.flatMap((split) => split.taught);
  const names = taught.map(figureOf);
  const training: TrainingSet = {
    classes: 2,
    embeddings: joined(taught.map(embeddingOf)),
    mirrored: null,
    labels: Int32Array.from(splits.flatMap((split, label) => split.taught.map(() => label))),
    groups: Int32Array.from(names, (name) => names.indexOf(name)),
  };
  const unseen = splits.flatMap((split, label) =>
    split.unseen.map((file) => ({ label, row: embeddingOf(file) })),
  );
  return { training, unseen };
}

let embeddings: Promise<Matrix> | null = null;

/** The real network's embeddings of all photos; made once for all tests of a worker. */
async function embedded(page: Page): Promise<(file: string) => Float32Array> {
  const files = Object.values(SETS).flat().flatMap(photos);
  embeddings ??= photoEmbeddings(page, files);
  const { cols, values } = await embeddings;
  const rowOf = new Map(files.map((file, row) => [file, row * cols]));
  return (file) => {
    const at = rowOf.get(file);
    if (at === undefined) throw new Error(`no photo ${file}`);
    return values.subarray(at, at + cols);
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
