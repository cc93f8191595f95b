import { proxy, transfer } from 'comlink';
import type { BackboneId, DownloadProgress, StoredBackbone } from '../backbone/types.ts';
import type { TrainingProgress } from '../evaluation/types.ts';
import type { Prototypes } from '../head/known-pictures.ts';
import type { Head } from '../head/types.ts';
import { failed, ok, type Result } from '../result.ts';
import type {
  Analysis,
  AnalysisRequest,
  BackendName,
  BackendWish,
  EngineFault,
  EngineReady,
  EngineResult,
  Explanation,
  Exported,
  ExportRequest,
  JobId,
  LayoutRequest,
  ModelSlot,
  OpenedLabels,
  PrecisionFigures,
  Prediction,
  RefitRequest,
  Refitted,
  Trained,
  TrainingRequest,
  WithCrops,
} from './protocol.ts';
import { type EngineSession, isLoss, type Loss } from './session.ts';
import { SpareCrops } from './spare-crops.ts';
import { EngineSupervisor, type Perform } from './supervisor.ts';

/** How long the worker may say nothing before it is given up, in milliseconds. */
export interface Patience {
  /** Loading a network on a backend: the first use of a GPU compiles every shader. */
  load: number;
  /** Between two signs of progress of a job that reports it. */
  progress: number;
  /** Anything else, at least; more where the backend was measured to be slow. */
  call: number;
}

/** The batches of the embedding queue that are under way. */
const MOST_SPARE_CROPS = 24;

const PATIENCE: Patience = { load: 90_000, progress: 60_000, call: 15_000 };

type Crop = Uint8ClampedArray<ArrayBuffer>;
interface InUse {
  id: BackboneId;
  wish: BackendWish;
  ready: EngineReady;
}

/**
 * The page's side of the engine. Starts the worker when first needed; when it crashes or falls
 * silent, starts another on the next backend, gives it the backbone and the head again, and repeats
 * the request: a caller only ever sees a result.
 */
export class EngineClient {
  private readonly supervisor: EngineSupervisor;
  private jobs: JobId = 0;
  /** What a new worker must be told before it can go on; null while another backbone is loaded. */
  private inUse: InUse | null = null;
  private lastGood: InUse | null = null;
  private head: Head | null = null;
  private prototypes: Prototypes | null = null;
  private openedZip: Blob | null = null;
  private longCalls = 0;
  private readonly spares = new SpareCrops(MOST_SPARE_CROPS);
  /** Called when the worker was replaced, with what is now in use. */
  onRestart: (ready: EngineReady) => void = () => undefined;

  constructor(
    spawn: () => Worker,
    private readonly patience: Patience = PATIENCE,
  ) {
    this.supervisor = new EngineSupervisor(spawn, (session) => this.prepare(session));
  }

  fetchBackbone(
    id: BackboneId,
    appUrl: string,
    signal: AbortSignal,
    onProgress: (progress: DownloadProgress) => void,
  ): EngineResult<StoredBackbone> {
    const answer = this.request(
      this.patience.progress,
      this.job(signal, ({ remote }, job, heard) =>
        remote.fetchBackbone(job, id, appUrl, told(heard, onProgress)),
      ),
    );
    return this.atOnce(signal, answer);
  }

  takeBackboneFiles(files: File[]): EngineResult<StoredBackbone> {
    return this.request(this.patience.progress, ({ remote }) => remote.takeBackboneFiles(files));
  }

  storedBackbones(): EngineResult<StoredBackbone[]> {
    return this.request(this.timeFor(), ({ remote }) => remote.storedBackbones());
  }

  async loadBackbone(
    id: BackboneId,
    wish: BackendWish,
    signal: AbortSignal,
  ): EngineResult<EngineReady> {
    this.inUse = null;
    const answer = await this.long(
      this.job(signal, (session, job, heard) => this.load(session, job, heard, id, wish)),
    );
    if (answer.ok) this.lastGood = { id, wish, ready: answer.value };
    this.inUse = this.lastGood;
    return answer;
  }

  embedded(): EngineResult<{ originals: string[]; mirrored: string[] }> {
    return this.request(this.timeFor(), ({ remote }) => remote.embedded());
  }

  embed(sampleIds: string[], crops: Crop[], mirror: boolean): EngineResult<null> {
    return this.request(this.timeFor(crops.length), ({ remote }) =>
      this.moving(crops, (moved) => remote.embed(sampleIds, moved, mirror)),
    );
  }

  forget(sampleIds: string[]): EngineResult<null> {
    return this.request(this.timeFor(), ({ remote }) => remote.forget(sampleIds));
  }

  train(
    request: TrainingRequest,
    signal: AbortSignal,
    onProgress: (progress: TrainingProgress) => void,
  ): EngineResult<Trained> {
    const answer = this.request(
      this.patience.progress,
      this.job(signal, ({ remote }, job, heard) =>
        remote.train(job, request, told(heard, onProgress)),
      ),
    );
    return this.atOnce(signal, answer);
  }

  refit(request: RefitRequest, signal: AbortSignal): EngineResult<Refitted> {
    const answer = this.request(
      this.patience.progress,
      this.job(signal, ({ remote }, job, heard) => remote.refit(job, request, proxy(heard))),
    );
    return this.atOnce(signal, answer);
  }

  analyse(
    request: AnalysisRequest,
    signal: AbortSignal,
    onProgress: (fraction: number) => void,
  ): EngineResult<Analysis> {
    return this.longJob(signal, ({ remote }, job, heard) =>
      remote.analyse(job, request, told(heard, onProgress)),
    );
  }

  layout(
    request: LayoutRequest,
    signal: AbortSignal,
    onProgress: (fraction: number) => void,
  ): EngineResult<Float32Array<ArrayBuffer>> {
    // With thousands of samples, the library that it uses holds the worker for seconds.
    return this.longJob(signal, ({ remote }, job, heard) =>
      remote.layout(job, request, told(heard, onProgress)),
    );
  }

  setHead(head: Head | null, prototypes: Prototypes | null): EngineResult<null> {
    this.head = head;
    this.prototypes = prototypes;
    return this.request(this.timeFor(), ({ remote }) => remote.setHead(head, prototypes));
  }

  predict(pixels: Crop, slot: ModelSlot): EngineResult<Prediction> {
    return this.request(this.timeFor(1), ({ remote }) =>
      this.moving([pixels], (moved) => remote.predict(moved, slot)),
    );
  }

  explain(pixels: Crop, output: number | null): EngineResult<Explanation> {
    return this.request(this.timeFor(1), ({ remote }) =>
      this.moving([pixels], (moved) => remote.explain(moved, output)),
    );
  }

  exportModel(
    request: ExportRequest,
    signal: AbortSignal,
    onProgress: (fraction: number) => void,
  ): EngineResult<Exported> {
    return this.longJob(signal, ({ remote }, job, heard) =>
      remote.exportModel(job, request, told(heard, onProgress)),
    );
  }

  measurePrecisions(
    request: ExportRequest,
    signal: AbortSignal,
    onProgress: (fraction: number) => void,
  ): EngineResult<PrecisionFigures[]> {
    return this.longJob(signal, ({ remote }, job, heard) =>
      remote.measurePrecisions(job, request, told(heard, onProgress)),
    );
  }

  async openModel(zip: Blob): EngineResult<OpenedLabels> {
    const answer = await this.long(({ remote }) => remote.openModel(zip));
    if (answer.ok) this.openedZip = zip;
    return answer;
  }

  closeModel(): EngineResult<null> {
    this.openedZip = null;
    return this.request(this.timeFor(), ({ remote }) => remote.closeModel());
  }

  fetchParts(): EngineResult<null> {
    return this.request(this.timeFor(), ({ remote }) => remote.fetchParts());
  }

  /**
   * Moves copies of crops into the worker: quicker than having them cloned, and the originals stay
   * here for a request that has to be repeated.
   */
  private async moving<Value>(
    crops: readonly Crop[],
    call: (moved: Crop[]) => EngineResult<WithCrops<Value>>,
  ): EngineResult<Value> {
    const moved = crops.map((crop) => this.spares.copy(crop));
    const buffers = moved.map(({ buffer }) => buffer);
    const answer = await call(transfer(moved, buffers));
    if (!answer.ok) return answer;
    this.spares.giveBack(answer.value.crops);
    return ok(answer.value.value);
  }

  /** For a call that is short by itself, but may have to wait behind long ones in the worker. */
  private timeFor(pictures = 0): number {
    const expected = (this.inUse?.ready.millisecondsPerPicture ?? 0) * pictures;
    return Math.max(this.patience.call, 20 * expected) + this.longCalls * this.patience.load;
  }

  /** A call for which all others may have to wait. */
  private async long<Value>(perform: Perform<Value>): EngineResult<Value> {
    this.longCalls += 1;
    try {
      // It waits for those before it, which say nothing to its own watchdog.
      return await this.request(this.patience.load * this.longCalls, perform);
    } finally {
      this.longCalls -= 1;
    }
  }

  private longJob<Value>(
    signal: AbortSignal,
    perform: (session: EngineSession, job: JobId, heard: () => void) => EngineResult<Value>,
  ): EngineResult<Value> {
    return this.atOnce(signal, this.long(this.job(signal, perform)));
  }

  /** Answers 'cancelled' as soon as the signal aborts; what the worker says later is ignored. */
  private atOnce<Value>(signal: AbortSignal, answer: EngineResult<Value>): EngineResult<Value> {
    return new Promise((resolve) => {
      const cancel = () => resolve(failed({ kind: 'cancelled' }));
      signal.addEventListener('abort', cancel, { once: true });
      void answer.then((outcome) => {
        signal.removeEventListener('abort', cancel);
        resolve(outcome);
      });
    });
  }

  /** A request that can be cancelled: aborting tells the worker, whose answer is then 'cancelled'. */
  private job<Value>(
    signal: AbortSignal,
    perform: (
      session: EngineSession,
      job: JobId,
      heard: () => void,
    ) => Promise<Result<Value, EngineFault>>,
  ): Perform<Value> {
    return async (session, heard) => {
      if (signal.aborted) return failed({ kind: 'cancelled' });
      this.jobs += 1;
      const job = this.jobs;
      const cancel = () => void session.remote.cancel(job);
      signal.addEventListener('abort', cancel, { once: true });
      try {
        return await perform(session, job, heard);
      } finally {
        signal.removeEventListener('abort', cancel);
      }
    };
  }

  private async load(
    session: EngineSession,
    job: JobId,
    heard: () => void,
    id: BackboneId,
    wish: BackendWish,
  ): EngineResult<EngineReady> {
    const candidates = this.supervisor.sound(wish.candidates);
    const onTrying = proxy((backend: BackendName) => {
      heard();
      session.backend = backend;
    });
    const answer = await session.remote.loadBackbone(job, id, { ...wish, candidates }, onTrying);
    if (answer.ok) session.backend = answer.value.backend;
    return answer;
  }

  private request<Value>(silence: number, perform: Perform<Value>): EngineResult<Value> {
    return this.supervisor.request(silence, perform);
  }

  /** Gives a new worker the backbone, the head and the opened model that the lost one had. */
  private async prepare(session: EngineSession): Promise<Result<null, EngineFault> | Loss> {
    const { inUse, head, prototypes, openedZip } = this;
    if (inUse === null) return ok(null);
    const loaded = await session.run(this.patience.load, (heard) =>
      this.load(session, 0, heard, inUse.id, inUse.wish),
    );
    if (isLoss(loaded) || !loaded.ok) return loaded;
    inUse.ready = loaded.value;
    const told = await session.run(this.patience.load, async () => {
      await session.remote.setHead(head, prototypes);
      if (openedZip !== null) await session.remote.openModel(openedZip);
      return ok(null);
    });
    if (!isLoss(told)) this.onRestart(loaded.value);
    return told;
  }
}

/** A listener that the worker can call; each call also says that the worker is alive. */
function told<Value>(heard: () => void, listener: (value: Value) => void) {
  return proxy((value: Value) => {
    heard();
    listener(value);
  });
}
