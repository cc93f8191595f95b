import { createStore, get } from 'idb-keyval';
import { EngineClient, type Patience } from '../../../src/engine/client.ts';
import type { BackendName, Trained } from '../../../src/engine/protocol.ts';
import { Decoder } from '../../../src/picture/decoder.ts';
import type { CropPixels } from '../../../src/picture/types.ts';
import type { Result } from '../../../src/result.ts';

/** The real worker and client on the starter, driven by specs through `window.engineRoom`. */
const vectors = createStore('show-and-tell-embeddings', 'vectors');
const decoder = new Decoder();
const signal = new AbortController().signal;
let crops: CropPixels[] = [];
let restarts: BackendName[] = [];
let engine = newEngine();

function newEngine(patience?: Patience): EngineClient {
  const url = new URL('../../../src/engine/engine.worker.ts', import.meta.url);
  const client = new EngineClient(() => new Worker(url, { type: 'module' }), patience);
  client.onRestart = ({ backend }) => restarts.push(backend);
  return client;
}

function value<Value, Fault>(result: Result<Value, Fault>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
}

const room = {
  /** Decodes the pictures chosen; answers how many. */
  async takePictures(): Promise<number> {
    const input = document.querySelector<HTMLInputElement>('#pictures');
    const files = [...(input?.files ?? [])];
    const prepared = await Promise.all(
      files.map((file) => decoder.prepare(file, { mirror: false })),
    );
    crops = prepared.map((each) => value(each).pixels);
    return crops.length;
  },

  /** A new engine that gives up on a silent worker after so many milliseconds. */
  beImpatient(call: number): void {
    restarts = [];
    engine = newEngine({ load: 60_000, progress: 60_000, call });
  },

  /** Loads the starter on the first of the backends that works; answers the one in use. */
  async start(candidates: BackendName[]): Promise<BackendName> {
    value(await engine.fetchBackbone('starter', document.baseURI, signal, () => undefined));
    const wish = { candidates, takeFirst: true, allowSoftware: true };
    return value(await engine.loadBackbone('starter', wish, signal)).backend;
  },

  /** The embeddings of all pictures, as they lie on disk. A simulated GPU is slow to start a call, so few are made. */
  async embed(prefix: string, batch = 20): Promise<number[][]> {
    const ids = crops.map((_, index) => `${prefix}-${index}`);
    for (let start = 0; start < crops.length; start += batch) {
      const end = start + batch;
      value(await engine.embed(ids.slice(start, end), crops.slice(start, end), false));
    }
    const space = value(await engine.storedBackbones())[0]?.fingerprint.slice(0, 16);
    const rows = await Promise.all(ids.map((id) => get<Float32Array>(`${space}/${id}`, vectors)));
    return rows.map((row) => Array.from(row ?? []));
  },

  /** A model of two classes from embeddings written by `embed`. */
  async train(prefix: string, labels: number[]): Promise<Trained> {
    const rows = labels.map((label, index) => {
      return { sampleId: `${prefix}-${index}`, label, group: index };
    });
    const request = { rows, testRows: [], classes: 2, options: { kind: 'linear' as const } };
    return value(await engine.train(request, signal, () => undefined));
  },

  async use({ head, known }: Trained): Promise<void> {
    value(await engine.setHead(head, known?.known.prototypes ?? null));
  },

  /** The model's answers to all pictures: the probabilities, and last the similarity. */
  async predict(): Promise<number[][]> {
    const rows: number[][] = [];
    for (const crop of crops) {
      const { probabilities, similarity } = value(await engine.predict(crop, 'own'));
      rows.push([...probabilities, similarity ?? Number.NaN]);
    }
    return rows;
  },

  restarts: (): BackendName[] => restarts,
};

export type EngineRoom = typeof room;

declare global {
  interface Window {
    engineRoom: EngineRoom;
  }
}

window.engineRoom = room;
document.body.dataset.ready = 'true';
