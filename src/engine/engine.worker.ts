/**
 * The worker's entry: puts the engine's rooms behind the protocol. It owns what is in use: one
 * backbone, its embeddings, one head, and perhaps a model opened from a zip.
 */
import { expose, transfer } from 'comlink';
import { openBackboneCache } from '../backbone/cache.ts';
import { catalogueEntry } from '../backbone/catalogue.ts';
import { fetchBackbone } from '../backbone/fetch-backbone.ts';
import { readBackbone, storedBackbones } from '../backbone/stored-backbones.ts';
import type { BackboneArtifacts, StoredBackbone } from '../backbone/types.ts';
import { takeBackboneFiles } from '../backbone/user-files.ts';
import type { OpenModelFault } from '../exporters/types.ts';
import { ZIP_LIMITS } from '../exporters/zip-directory.ts';
import type { Prototypes } from '../head/known-pictures.ts';
import type { Head } from '../head/types.ts';
import { fetchParts } from '../parts.ts';
import type { CropPixels } from '../picture/types.ts';
import { failed, ok, type Result } from '../result.ts';
import type { EngineApi, EngineFault, EngineReady, ExportRequest, WithCrops } from './protocol.ts';
import { type Answer, askHead } from './worker/ask-head.ts';
import { startBackend } from './worker/backends.ts';
import { type Choice, chooseBackend } from './worker/choose-backend.ts';
import { EmbeddingStore, forgetEmbeddings } from './worker/embedding-store.ts';
import { explain } from './worker/explain.ts';
import type { ExportFrom } from './worker/export-model.ts';
import { GraphClassifier } from './worker/graph-classifier.ts';
import { Jobs, Turnstile } from './worker/jobs.ts';
import {
  analysisRoom,
  exportRoom,
  layoutRoom,
  openingRoom,
  precisionRoom,
  within,
} from './worker/later-parts.ts';
import { RunningHead } from './worker/running-head.ts';
import { trainJob } from './worker/train-job.ts';

interface InUse extends Choice {
  stored: StoredBackbone;
  artifacts: BackboneArtifacts;
  embeddings: EmbeddingStore;
  running: RunningHead;
}

/** A batch is computed in parts of so many: a live prediction waits for one part at most. */
const PICTURES_AT_ONCE = 8;

const cache = openBackboneCache();
const jobs = new Jobs();
/** Whoever touches the network goes through here; training does not, so predictions go on meanwhile. */
const network = new Turnstile();
let inUse: InUse | null = null;
let head: Head | null = null;
let prototypes: Prototypes | null = null;
let opened: GraphClassifier | null = null;

const engine: EngineApi = {
  async fetchBackbone(job, id, appUrl, onProgress) {
    const entry = catalogueEntry(id);
    return jobs.run(job, async (signal) => {
      if (entry !== null) return fetchBackbone(entry, { appUrl, signal, onProgress, cache });
      // The user's own files: in the cache, or nowhere.
      const found = await readBackbone(cache, id);
      return found === null ? failed({ kind: 'no-source', attempts: [] }) : ok(found.backbone);
    });
  },

  takeBackboneFiles: (files) => takeBackboneFiles(files, cache),

  storedBackbones: async () => ok(await storedBackbones(cache)),

  // The job is known before its turn comes, so that a cancel is heard while it waits.
  loadBackbone: (job, id, wish, onTrying) =>
    jobs.run(job, (signal) =>
      network.pass(async (): Promise<Result<EngineReady, EngineFault>> => {
        const found = await readBackbone(cache, id);
        if (found === null) return failed({ kind: 'no-source', attempts: [] });
        const { backbone: stored, artifacts } = found;
        const before = inUse;
        const { choice, trials } = await chooseBackend(stored, artifacts, wish, signal, onTrying);
        if (choice === null || signal.aborted) {
          choice?.network.dispose();
          // TensorFlow's current backend is now the last one tried.
          if (before !== null) await startBackend(before.backend, true);
          return failed(signal.aborted ? { kind: 'cancelled' } : { kind: 'no-backend', trials });
        }
        before?.network.dispose();
        const { backend, millisecondsPerPicture } = choice;
        const { features } = choice.network;
        const embeddings = new EmbeddingStore(stored.fingerprint, features);
        const running = new RunningHead(embeddings);
        inUse = { ...choice, stored, artifacts, embeddings, running };
        head = null;
        prototypes = null;
        await opened?.reload();
        return ok({ backbone: stored, features, backend, millisecondsPerPicture, trials });
      }),
    ),

  async embedded() {
    return inUse === null ? failed({ kind: 'no-backbone' }) : ok(await inUse.embeddings.list());
  },

  async embed(sampleIds, crops, mirror) {
    const using = inUse;
    if (using === null) return failed({ kind: 'no-backbone' });
    const { features } = using.network;
    const vectors = new Float32Array(crops.length * features);
    for (let start = 0; start < crops.length; start += PICTURES_AT_ONCE) {
      const some = crops.slice(start, start + PICTURES_AT_ONCE);
      const part = await network.pass(async () =>
        inUse === using ? using.network.embed(some, mirror) : null,
      );
      // Another backbone was loaded between two parts.
      if (part === null) return failed({ kind: 'no-backbone' });
      vectors.set(part, start * features);
    }
    // The write needs no network: the next batch is computed meanwhile.
    const written = await writing(using.embeddings.write(sampleIds, vectors, mirror));
    return withCrops(written, crops);
  },

  async forget(sampleIds) {
    inUse?.embeddings.drop(sampleIds);
    return writing(forgetEmbeddings(sampleIds));
  },

  train: (job, request, onProgress) =>
    jobs.run(job, async (signal) =>
      inUse === null
        ? failed({ kind: 'no-backbone' })
        : trainJob(request, inUse, { signal, onProgress }),
    ),

  refit: (job, request, onProgress) =>
    jobs.run(job, async (signal) =>
      inUse?.stored.fingerprint === request.fingerprint
        ? inUse.running.refit(request, signal, onProgress)
        : failed({ kind: 'no-backbone' }),
    ),

  analyse: (job, request, onProgress) =>
    jobs.run(job, (signal) =>
      within('analysis', analysisRoom, async ({ analyseJob }) =>
        inUse?.stored.fingerprint !== request.fingerprint
          ? failed({ kind: 'no-backbone' })
          : analyseJob(request, inUse.embeddings, { signal, onProgress }),
      ),
    ),

  layout: (job, request, onProgress) =>
    jobs.run(job, (signal) =>
      within('map-runtime', layoutRoom, async ({ layoutSamples }) =>
        inUse?.stored.fingerprint !== request.fingerprint
          ? failed({ kind: 'no-backbone' })
          : layoutSamples(request, inUse.embeddings, { signal, onProgress }),
      ),
    ),

  async setHead(next, known) {
    head = next;
    prototypes = known;
    return ok(null);
  },

  predict: ([pixels], slot) =>
    network.pass(async () => {
      const start = performance.now();
      const answer =
        slot === 'own'
          ? head && (await ask(head, prototypes, pixels))
          : await opened?.predict(pixels);
      if (answer == null) return failed({ kind: 'no-model' });
      const prediction = ok({ ...answer, milliseconds: performance.now() - start });
      return withCrops(prediction, [pixels]);
    }),

  explain: ([pixels], output) =>
    network.pass(async () => {
      const using = inUse?.network;
      if (head === null || using?.features !== head.features) return failed({ kind: 'no-model' });
      const explanation = await explain(using, { head, prototypes }, pixels, output);
      return withCrops(ok(explanation), [pixels]);
    }),

  exportModel: (job, request, onProgress) =>
    jobs.run(job, (signal) =>
      network.pass(async () => {
        const from = exportFrom(request);
        if (!from.ok) return from;
        return within('exporter', exportRoom, ({ exportModel }) =>
          exportModel(request, from.value, { signal, onProgress }),
        );
      }),
    ),

  measurePrecisions: (job, request, onProgress) =>
    jobs.run(job, (signal) =>
      network.pass(async () => {
        const from = exportFrom(request);
        if (!from.ok) return from;
        return within('exporter', precisionRoom, ({ measurePrecisions }) =>
          measurePrecisions(request, from.value, { signal, onProgress }),
        );
      }),
    ),

  openModel: (zip) =>
    network.pass(async () => {
      if (inUse === null) return failed({ kind: 'no-backbone' });
      const bytes = await bytesOf(zip);
      if (!bytes.ok) return failed({ kind: 'bad-model', fault: bytes.fault });
      const room = await openingRoom().catch(() => null);
      if (room === null) return failed({ kind: 'part-not-loaded', part: 'opener' });
      const read = room.openModelZip(bytes.value);
      if (!read.ok) return failed({ kind: 'bad-model', fault: read.fault });
      const { labels, artifacts, known } = read.value;
      const loaded = await GraphClassifier.tryLoad(artifacts, labels.length, known);
      if (!loaded.ok) return failed({ kind: 'bad-model', fault: loaded.fault });
      opened?.dispose();
      opened = loaded.value;
      return ok({ labels, limits: opened.limits });
    }),

  closeModel: () =>
    network.pass(async () => {
      opened?.dispose();
      opened = null;
      return ok(null);
    }),

  cancel: (job) => jobs.cancel(job),

  async fetchParts() {
    void fetchParts();
    return ok(null);
  },
};

/** An answer that takes the crops back to the page with it. */
function withCrops<Value>(
  answer: Result<Value, EngineFault>,
  crops: CropPixels[],
): Result<WithCrops<Value>, EngineFault> {
  if (!answer.ok) return answer;
  const buffers = crops.map(({ buffer }) => buffer);
  return transfer(ok({ value: answer.value, crops }), buffers);
}

/** A head on one crop; null while there is no backbone that it fits. */
async function ask(by: Head, knownBy: Prototypes | null, crop: CropPixels): Promise<Answer | null> {
  if (inUse === null || inUse.network.features !== by.features) return null;
  return askHead(by, knownBy, await inUse.network.embed([crop]));
}

/** Differs from every answer. */
const NO_ANSWER: Answer = { probabilities: [], similarity: null };

/** What a head is exported with: the backbone in use, if that is its own. */
function exportFrom({
  fingerprint,
  head: exported,
  known,
}: ExportRequest): Result<ExportFrom, EngineFault> {
  if (inUse === null) return failed({ kind: 'no-backbone' });
  const { stored, artifacts } = inUse;
  if (stored.fingerprint !== fingerprint) return failed({ kind: 'no-model' });
  const predict = async (crop: CropPixels) =>
    (await ask(exported, known?.prototypes ?? null, crop)) ?? NO_ANSWER;
  return ok({ stored, artifacts, embeddingNode: inUse.network.embeddingNode, predict });
}

/** Reads a zip, within its limit. A file that has been moved or locked reads as damaged. */
async function bytesOf(zip: Blob): Promise<Result<Uint8Array<ArrayBuffer>, OpenModelFault>> {
  const limit = ZIP_LIMITS.bytes;
  if (zip.size > limit) return failed({ kind: 'too-large', bytes: zip.size, limit });
  const bytes = await zip.arrayBuffer().catch(() => null);
  return bytes === null ? failed({ kind: 'damaged-zip' }) : ok(new Uint8Array(bytes));
}

/** Awaits a write; a full disk is the user's business, anything else a crash. */
async function writing(write: Promise<void>): Promise<Result<null, EngineFault>> {
  try {
    await write;
    return ok(null);
  } catch (error) {
    const full = error instanceof DOMException && error.name === 'QuotaExceededError';
    if (full) return failed({ kind: 'storage-full' });
    throw error;
  }
}

expose(engine);
