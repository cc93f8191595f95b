import { EmbeddingStore } from '../src/engine/worker/embedding-store.ts';
import { normal, seededRandom } from '../src/head/random.ts';

const AT_ONCE = 500;

/** Where embeddings go, and of what length they are. */
export interface Space {
  fingerprint: string;
  features: number;
}

/** Embeddings around a mean for each class, as a ReLU leaves them: none below zero. */
export function drawEmbeddings(labels: readonly number[], features: number, seed: number) {
  const random = seededRandom(seed);
  const values = new Float32Array(labels.length * features);
  const noise = Float32Array.from({ length: 1 << 16 }, () => normal(random));
  labels.forEach((label, row) => {
    // A class has the same mean whatever the seed.
    const mean = seededRandom(label + 1);
    const from = Math.floor(random() * noise.length);
    for (let p = 0; p < features; p++) {
      const centre = mean() - 0.5;
      const drawn = noise[(from + p) % noise.length] ?? 0;
      values[row * features + p] = Math.max(0, centre + 0.6 * drawn);
    }
  });
  return values;
}

/** Puts embeddings of samples on disk, and those of their mirror images. */
export async function storeDrawn(
  ids: readonly string[],
  labels: readonly number[],
  { fingerprint, features }: Space,
): Promise<void> {
  const store = new EmbeddingStore(fingerprint, features);
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const some = ids.slice(start, start + AT_ONCE);
    for (const mirror of [false, true]) {
      const drawn = drawEmbeddings(
        labels.slice(start, start + AT_ONCE),
        features,
        2 * start + Number(mirror),
      );
      await store.write(some, drawn, mirror);
      store.drop(some);
    }
  }
}
