/** The page of `npm run bench:accuracy`: embeds sets of photos, and tries both heads on draws of them. */
import { reliability } from '../../src/evaluation/reliability.ts';
import { winner } from '../../src/head/predict.ts';
import { seededRandom } from '../../src/head/random.ts';
import type { Matrix, TrainingSet } from '../../src/head/types.ts';
import { offer } from '../page.ts';
import { startWasm } from '../start-wasm.ts';
import { backboneAt, embedAll } from './embed.ts';
import { type Answers, trainOurs, trainTheirs } from './heads.ts';
import { drawSplit, figures } from './split.ts';

/** One class of a set, as the runner names it: `urls` and `names` in the same order. */
interface ClassFiles {
  urls: string[];
  names: string[];
}

type Vectors = (Float32Array<ArrayBuffer> | undefined)[];

let originals: Vectors = [];
let mirrored: Vectors = [];
/** Rows of each class, by what they show. */
let classes: number[][][] = [];
/** What was answered since `begin`, a part for each draw. */
let pool: { ours: Answers; theirs: Answers; labels: Int32Array }[] = [];

function matrix(vectors: Vectors, rows: readonly number[]): Matrix {
  const cols = originals[0]?.length ?? 0;
  const values = new Float32Array(rows.length * cols);
  rows.forEach((row, at) => {
    const vector = vectors[row];
    if (vector === undefined) throw new Error('no embedding');
    values.set(vector, at * cols);
  });
  return { rows: rows.length, cols, values };
}

function labelled(rowsByClass: readonly number[][]): Int32Array {
  return Int32Array.from(rowsByClass.flatMap((rows, label) => rows.map(() => label)));
}

function accuracy({ probabilities }: Answers, labels: Int32Array): number {
  const right = labels.filter(
    (label, row) => winner(probabilities, row * classes.length, classes.length) === label,
  );
  return right.length / labels.length;
}

function calibration(side: 'ours' | 'theirs'): number {
  const answers = Float64Array.from(pool.flatMap((part) => [...part[side].probabilities]));
  const labels = Int32Array.from(pool.flatMap((part) => [...part.labels]));
  return reliability(answers, labels, classes.length).expectedCalibrationError;
}

offer({
  prepare: startWasm,

  /** Embeds one set. Answers how many pictures there are of each class, and how many files are none. */
  async load(files: ClassFiles[], backbone: string) {
    const network = await backboneAt(backbone);
    originals = [];
    mirrored = [];
    classes = [];
    let unreadable = 0;
    for (const { urls, names } of files) {
      const found = await embedAll(urls, network);
      const readable: string[] = [];
      const firstRow = originals.length;
      found.originals.forEach((vector, at) => {
        const mirror = found.mirrored[at];
        const name = names[at];
        if (vector === null || mirror == null || name === undefined) return;
        readable.push(name);
        originals.push(vector);
        mirrored.push(mirror);
      });
      unreadable += names.length - readable.length;
      classes.push(figures(readable, firstRow));
    }
    network.dispose();
    return { pictures: classes.map((shown) => shown.flat().length), unreadable };
  },

  async begin() {
    pool = [];
  },

  /** Accuracy of both heads on the rest, taught with `perClass` pictures a class. */
  async draw(perClass: number, seed: number) {
    const random = seededRandom(seed);
    const splits = classes.map((shown) => drawSplit(shown, perClass, random));
    const taught = splits.flatMap((split) => split.taught);
    const unseen = matrix(
      originals,
      splits.flatMap((split) => split.unseen),
    );
    const labels = labelled(splits.map((split) => split.unseen));
    const set: TrainingSet = {
      classes: classes.length,
      embeddings: matrix(originals, taught),
      mirrored: matrix(mirrored, taught),
      labels: labelled(splits.map((split) => split.taught)),
      groups: Int32Array.from(taught.keys()),
    };
    const ours = await trainOurs(set, unseen);
    const theirs = await trainTheirs(set, unseen, seed);
    pool.push({ ours, theirs, labels });
    return {
      ours: accuracy(ours, labels),
      theirs: accuracy(theirs, labels),
      mirrorImagesUsed: ours.mirrorImagesUsed,
      unseen: labels.length,
      fewestTaught: Math.min(...splits.map((split) => split.taught.length)),
    };
  },

  /** Calibration error of all answers since `begin`, in equally filled bins. */
  calibration: async () => ({ ours: calibration('ours'), theirs: calibration('theirs') }),
});
