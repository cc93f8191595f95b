import { choosePrototypes } from '../../evaluation/choose-prototypes.ts';
import { meanRow } from '../../head/gram.ts';
import { type Prototypes, prototypesOf } from '../../head/known-pictures.ts';
import { linearHead } from '../../head/linear-discriminant.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { EngineFault, RefitRequest, Refitted } from '../protocol.ts';
import type { EmbeddingStore } from './embedding-store.ts';
import { Turnstile } from './jobs.ts';
import { GramForm, type RunningForm, SummedForm } from './running-forms.ts';
import { Missing, NotFinite, SampleRows } from './sample-rows.ts';

/** Samples that are taken in or out at once; a cancel is heard between two blocks. */
const BLOCK = 256;

interface Kept {
  form: RunningForm;
  /** Which of the two forms. */
  summed: boolean;
  mirrored: boolean;
  /** The class of each sample in it. */
  members: Map<string, string>;
}

/**
 * The default head, kept up to date: a sample more or less is a small change and one fit, however
 * many there are. A request names all samples, and what has changed since the last one is found
 * here; so a new worker, which knows nothing yet, only has more to do.
 */
export class RunningHead {
  private kept: Kept | null = null;
  private readonly rows: SampleRows;
  private readonly turnstile = new Turnstile();

  constructor(embeddings: EmbeddingStore) {
    this.rows = new SampleRows(embeddings);
  }

  /** Fits the head on the samples of the request. Only one at a time: a second one waits. */
  refit(
    request: RefitRequest,
    signal: AbortSignal,
    onProgress: () => void = () => undefined,
  ): Promise<Result<Refitted, EngineFault>> {
    return this.turnstile.pass(async () => {
      const start = performance.now();
      try {
        const form = await this.follow(request, signal, onProgress);
        const head = linearHead(await form.fit(request, signal), request.temperature);
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

  /** Takes samples out and in, until they are those of the request. */
  private async follow(
    request: RefitRequest,
    signal: AbortSignal,
    onProgress: () => void,
  ): Promise<RunningForm> {
    const { sampleIds, labels, classIds } = request;
    const wanted = new Map(sampleIds.map((id, at) => [id, classIds[labels[at]]]));
    const kept = (await this.withoutGone(request, wanted, signal)) ?? (await this.begin(request));
    this.kept = kept;
    const { form, members } = kept;
    const missing = sampleIds.filter((id) => !members.has(id));
    for (let start = 0; start < missing.length; start += BLOCK) {
      signal.throwIfAborted();
      const ids = missing.slice(start, start + BLOCK);
      await form.takeIn(ids, (id) => wanted.get(id) ?? '');
      for (const id of ids) members.set(id, wanted.get(id) ?? '');
      onProgress();
    }
    return form;
  }

  /**
   * What is kept, less the samples that are gone.
   * @returns null where it is better to begin anew: in another form, with more to take out than to
   *   take in, or because an embedding is gone for good
   */
  private async withoutGone(
    { sampleIds, mirrored }: RefitRequest,
    wanted: ReadonlyMap<string, string | undefined>,
    signal: AbortSignal,
  ): Promise<Kept | null> {
    const { kept } = this;
    if (kept === null || kept.mirrored !== mirrored) return null;
    if (kept.summed !== (await this.isSummed(sampleIds, mirrored))) return null;
    const { form, members } = kept;
    const gone = [...members.keys()].filter((id) => members.get(id) !== wanted.get(id));
    if (gone.length > wanted.size) return null;
    for (let start = 0; start < gone.length; start += BLOCK) {
      signal.throwIfAborted();
      const ids = gone.slice(start, start + BLOCK);
      try {
        await form.takeOut(ids, (id) => members.get(id) ?? '');
      } catch (error) {
        if (error instanceof Missing) return null;
        throw error;
      }
      for (const id of ids) members.delete(id);
    }
    return kept;
  }

  private async begin({ sampleIds, mirrored }: RefitRequest): Promise<Kept> {
    const step = Math.ceil(sampleIds.length / BLOCK);
    const some = sampleIds.filter((_, at) => at % step === 0);
    const matrix = await this.rows.matrix(some, false);
    const centre = meanRow([matrix], matrix.cols);
    const summed = await this.isSummed(sampleIds, mirrored);
    const Form = summed ? SummedForm : GramForm;
    const form = new Form(this.rows, mirrored, centre);
    return { form, summed, mirrored, members: new Map() };
  }

  /** As `discriminantSpace` decides. */
  private async isSummed(sampleIds: readonly string[], mirrored: boolean): Promise<boolean> {
    const { cols } = await this.rows.matrix(sampleIds.slice(0, 1), false);
    return sampleIds.length * (mirrored ? 2 : 1) >= cols;
  }

  private async prototypes(request: RefitRequest): Promise<Prototypes> {
    const { sampleIds, labels, groups, classIds } = request;
    const chosen = choosePrototypes({ classes: classIds.length, labels, groups });
    const ids = chosen.rows.map((row) => sampleIds[row]);
    const { values, cols } = await this.rows.matrix(ids, false);
    return prototypesOf(values, cols, chosen.counts);
  }
}
