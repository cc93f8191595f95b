import { choosePrototypes } from '../../evaluation/choose-prototypes.ts';
import { allFinite } from '../../head/all-finite.ts';
import { asKernel, fitSums } from '../../head/fit-sums.ts';
import { meanRow } from '../../head/gram.ts';
import { type Prototypes, prototypesOf } from '../../head/known-pictures.ts';
import { linearHead, SHRINKAGE } from '../../head/linear-discriminant.ts';
import { createPace } from '../../head/pace.ts';
import { type ChangedRow, RunningSums } from '../../head/running-sums.ts';
import type { LinearHead, Matrix } from '../../head/types.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { EngineFault, RefitRequest, Refitted } from '../protocol.ts';
import type { EmbeddingStore } from './embedding-store.ts';
import { Turnstile } from './jobs.ts';

/** Samples that change the sums at once; a cancel is heard between two blocks. */
const BLOCK = 256;

/** A change of sums that stops half-way is worth nothing, so no signal reaches it. */
const unbroken = () => createPace(new AbortController().signal);

/**
 * The default head, kept up to date by running sums: a sample more or less is a rank-1 change and
 * one fit, however many there are. A request names all samples, and what has changed since the last
 * one is found here; so a new worker, which knows nothing yet, only has more to do.
 */
export class RunningHead {
  private sums: RunningSums | null = null;
  private mirrored = false;
  /** The class of each sample in the sums. */
  private readonly members = new Map<string, string>();
  private readonly turnstile = new Turnstile();

  constructor(private readonly embeddings: EmbeddingStore) {}

  /** Fits the head on the samples of the request. Only one at a time: a second one waits. */
  refit(
    request: RefitRequest,
    signal: AbortSignal,
    onProgress: () => void = () => undefined,
  ): Promise<Result<Refitted, EngineFault>> {
    return this.turnstile.pass(async () => {
      const start = performance.now();
      try {
        const sums = await this.follow(request, signal, onProgress);
        const head = await this.fit(request, sums, signal);
        const prototypes = await this.prototypes(request);
        return ok({ head, prototypes, milliseconds: performance.now() - start });
      } catch (error) {
        if (error instanceof Missing) {
          return failed({ kind: 'missing-embeddings', count: error.samples });
        }
        if (error instanceof NotFinite) {
          return failed({ kind: 'crashed', detail: 'An embedding is not finite.' });
        }
        if (signal.aborted) return failed({ kind: 'cancelled' });
        throw error;
      }
    });
  }

  /** Takes samples out of the sums and into them, until they are those of the request. */
  private async follow(
    request: RefitRequest,
    signal: AbortSignal,
    onProgress: () => void,
  ): Promise<RunningSums> {
    const { sampleIds, labels, classIds, mirrored } = request;
    const wanted = new Map(sampleIds.map((id, at) => [id, classIds[labels[at]]]));
    const gone = [...this.members.keys()].filter((id) => this.members.get(id) !== wanted.get(id));
    // More to take out than there would be to take in: from the beginning, then.
    const isUseful = mirrored === this.mirrored && gone.length <= wanted.size;
    const kept = isUseful && this.sums !== null && (await this.takeOut(this.sums, gone, signal));
    const sums = kept && this.sums ? this.sums : await this.startAnew(request);
    const missing = sampleIds.filter((id) => !this.members.has(id));
    for (let start = 0; start < missing.length; start += BLOCK) {
      signal.throwIfAborted();
      const ids = missing.slice(start, start + BLOCK);
      await sums.change(await this.rows(ids, (id) => wanted.get(id) ?? ''), 1, unbroken());
      for (const id of ids) this.members.set(id, wanted.get(id) ?? '');
      onProgress();
    }
    return sums;
  }

  /** @returns false where one's embedding is gone for good, so that it cannot be taken out any more */
  private async takeOut(sums: RunningSums, gone: string[], signal: AbortSignal): Promise<boolean> {
    for (let start = 0; start < gone.length; start += BLOCK) {
      signal.throwIfAborted();
      const ids = gone.slice(start, start + BLOCK);
      const rows = await this.rows(ids, (id) => this.members.get(id) ?? '').catch(() => null);
      if (rows === null) return false;
      await sums.change(rows, -1, unbroken());
      for (const id of ids) this.members.delete(id);
    }
    return true;
  }

  private async startAnew({ sampleIds, mirrored }: RefitRequest): Promise<RunningSums> {
    // Of all classes: requests go class by class.
    const step = Math.ceil(sampleIds.length / BLOCK);
    const some = await this.matrix(
      sampleIds.filter((_, at) => at % step === 0),
      false,
    );
    this.sums = new RunningSums(meanRow([some], some.cols));
    this.mirrored = mirrored;
    this.members.clear();
    return this.sums;
  }

  private async fit(
    { sampleIds, labels, groups, classIds, mirrored, temperature }: RefitRequest,
    sums: RunningSums,
    signal: AbortSignal,
  ): Promise<LinearHead> {
    const { centre } = sums;
    const features = centre.length;
    const twice = (values: Int32Array) =>
      mirrored ? Int32Array.from([...values, ...values]) : values;
    const { weights, bias } = await fitSums(
      [sums.scatter(classIds)],
      {
        counts: Int32Array.from(classIds, (id) => sums.count(id)),
        labels: twice(labels),
        units: twice(groups),
        centre,
        read: async (places) => {
          const found = new Float64Array(places.length * features);
          for (const [at, place] of places.entries()) {
            const id = sampleIds[place % sampleIds.length];
            const { values } = await this.matrix([id], place >= sampleIds.length);
            found.set(
              Float64Array.from(values, (value, p) => value - centre[p]),
              at * features,
            );
          }
          return found;
        },
      },
      SHRINKAGE,
      sums.room,
      createPace(signal),
    );
    return linearHead({ kernel: asKernel(weights, features), bias, mean: centre }, temperature);
  }

  private async prototypes({
    sampleIds,
    labels,
    groups,
    classIds,
  }: RefitRequest): Promise<Prototypes> {
    const chosen = choosePrototypes({ classes: classIds.length, labels, groups });
    const ids = chosen.rows.map((row) => sampleIds[row]);
    const { values, cols } = await this.matrix(ids, false);
    return prototypesOf(values, cols, chosen.counts);
  }

  /** Of each sample its embedding and, if they are used, that of its mirror image. */
  private async rows(ids: string[], classOf: (id: string) => string): Promise<ChangedRow[]> {
    const matrices = [await this.matrix(ids, false)];
    if (this.mirrored) matrices.push(await this.matrix(ids, true));
    // A GPU with half floats can overflow; one such row would spoil the sums for good.
    if (!matrices.every(({ values }) => allFinite(values))) throw new NotFinite();
    return matrices.flatMap((matrix) =>
      ids.map((id, row) => ({ classId: classOf(id), embedding: rowOf(matrix, row) })),
    );
  }

  private async matrix(ids: string[], mirrored: boolean): Promise<Matrix> {
    const found = await this.embeddings.gather(ids, mirrored);
    if ('missing' in found) throw new Missing(found.missing);
    return found;
  }
}

class Missing extends Error {
  constructor(readonly samples: number) {
    super('Embeddings are missing.');
  }
}

class NotFinite extends Error {}

function rowOf({ cols, values }: Matrix, row: number): Float32Array {
  return values.subarray(row * cols, (row + 1) * cols);
}
