/**
 * The worker's entry: puts the engine's rooms behind the protocol. It owns what is in use: one
 * backbone, its embeddings, one head, and perhaps a model opened from a zip.
 */
import { expose } from 'comlink';
import { openBackboneCache } from '../backbone/cache.ts';
import { catalogueEntry } from '../backbone/catalogue.ts';
import { fetchBackbone } from '../backbone/fetch-backbone.ts';
import { packCrops } from '../backbone/pack-crops.ts';
import { readBackbone, storedBackbones } from '../backbone/stored-backbones.ts';
import type { BackboneArtifacts, StoredBackbone } from '../backbone/types.ts';
import { takeBackboneFiles } from '../backbone/user-files.ts';
import { trainHead } from '../evaluation/train.ts';
import { openModelZip } from '../exporters/open-model.ts';
import { logits, softmax } from '../head/predict.ts';
import type { Head } from '../head/types.ts';
import type { CropPixels } from '../picture/types.ts';
import { failed, ok, type Result } from '../result.ts';
import type { EngineApi, EngineFault, EngineReady } from './protocol.ts';
import { type Choice, chooseBackend } from './worker/choose-backend.ts';
import { EmbeddingStore, forgetEmbeddings } from './worker/embedding-store.ts';
import { exportModel } from './worker/export-model.ts';
import { GraphClassifier } from './worker/graph-classifier.ts';
import { Jobs, Turnstile } from './worker/jobs.ts';

interface InUse extends Choice {
  stored: StoredBackbone;
  artifacts: BackboneArtifacts;
  embeddings: EmbeddingStore;
}

const cache = openBackboneCache();
const jobs = new Jobs();
/** Whoever touches the network goes through here; training does not, so predictions go on meanwhile. */
const network = new Turnstile();
let inUse: InUse | null = null;
let head: Head | null = null;
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

  loadBackbone: (job, id, wish, onTrying) =>
    network.pass(() =>
      jobs.run(job, async (signal): Promise<Result<EngineReady, EngineFault>> => {
        const found = await readBackbone(cache, id);
        if (found === null) return failed({ kind: 'no-source', attempts: [] });
        const { backbone: stored, artifacts } = found;
        const before = inUse;
        const { choice, trials } = await chooseBackend(stored, artifacts, wish, signal, onTrying);
        if (choice === null || signal.aborted) {
          choice?.network.dispose();
          return failed(signal.aborted ? { kind: 'cancelled' } : { kind: 'no-backend', trials });
        }
        before?.network.dispose();
        const { backend, millisecondsPerPicture } = choice;
        const { features } = choice.network;
        const embeddings = new EmbeddingStore(stored.fingerprint, features);
        inUse = { ...choice, stored, artifacts, embeddings };
        head = null;
        await opened?.reload();
        return ok({ backbone: stored, features, backend, millisecondsPerPicture, trials });
      }),
    ),

  async embedded() {
    return inUse === null ? failed({ kind: 'no-backbone' }) : ok(await inUse.embeddings.list());
  },

  embed: (sampleIds, crops, mirror) =>
    network.pass(async () => {
      if (inUse === null) return failed({ kind: 'no-backbone' });
      const vectors = await inUse.network.embed(packCrops(crops, mirror), crops.length);
      return writing(inUse.embeddings.write(sampleIds, vectors, mirror));
    }),

  async forget(sampleIds) {
    inUse?.embeddings.drop(sampleIds);
    return writing(forgetEmbeddings(sampleIds));
  },

  train: (job, request, onProgress) =>
    jobs.run(job, async (signal) => {
      if (inUse === null) return failed({ kind: 'no-backbone' });
      const start = performance.now();
      const ids = request.rows.map((row) => row.sampleId);
      const embeddings = await inUse.embeddings.gather(ids, false);
      if ('missing' in embeddings) {
        return failed({ kind: 'missing-embeddings', count: embeddings.missing });
      }
      const mirrored = await inUse.embeddings.gather(ids, true);
      const set = {
        classes: request.classes,
        embeddings,
        mirrored: 'missing' in mirrored ? null : mirrored,
        labels: Int32Array.from(request.rows, (row) => row.label),
        groups: Int32Array.from(request.rows, (row) => row.group),
      };
      const trained = await trainHead(set, request.options, { signal, onProgress });
      if (!trained.ok) return trained;
      const { head: made, evaluation } = trained.value;
      return ok({ head: made, evaluation, milliseconds: performance.now() - start });
    }),

  async setHead(next) {
    head = next;
    return ok(null);
  },

  predict: (pixels, slot) =>
    network.pass(async () => {
      const start = performance.now();
      const probabilities = slot === 'own' ? await ask(pixels) : await opened?.predict(pixels);
      if (probabilities == null) return failed({ kind: 'no-model' });
      return ok({ probabilities, milliseconds: performance.now() - start });
    }),

  exportTfjs: (request) =>
    network.pass(async () => {
      if (inUse === null) return failed({ kind: 'no-backbone' });
      if (head === null) return failed({ kind: 'no-model' });
      const { stored, artifacts } = inUse;
      const { embeddingNode } = inUse.network;
      const predict = async (crop: CropPixels) => (await ask(crop)) ?? [];
      return exportModel(request, { head, stored, artifacts, embeddingNode, predict });
    }),

  openModel: (zip) =>
    network.pass(async () => {
      if (inUse === null) return failed({ kind: 'no-backbone' });
      const read = openModelZip(new Uint8Array(await zip.arrayBuffer()));
      if (!read.ok) return failed({ kind: 'bad-model', fault: read.fault });
      try {
        const loaded = await GraphClassifier.load(read.value.artifacts);
        opened?.dispose();
        opened = loaded;
      } catch (error) {
        const fault = { kind: 'bad-graph', detail: String(error) } as const;
        return failed({ kind: 'bad-model', fault });
      }
      return ok({ labels: read.value.labels });
    }),

  closeModel: () =>
    network.pass(async () => {
      opened?.dispose();
      opened = null;
      return ok(null);
    }),

  cancel: (job) => jobs.cancel(job),
};

/** The project's own model on one crop; null while there is none. */
async function ask(crop: CropPixels): Promise<number[] | null> {
  if (inUse === null || head === null) return null;
  const values = await inUse.network.embed(packCrops([crop], false), 1);
  const embedding = { rows: 1, cols: inUse.network.features, values };
  return Array.from(softmax(logits(head, embedding), head.classes));
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
