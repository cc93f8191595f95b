import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { packCrops, RAW_PIXELS } from '../../backbone/pack-crops.ts';
import { PREPROCESSING } from '../../picture/preprocessing.ts';
import type { CropPixels } from '../../picture/types.ts';
import { PartNotLoaded } from './part-not-loaded.ts';

const { size } = PREPROCESSING;
/** For 14 MB from the app's own host, in milliseconds; less than the engine's watchdog has. */
const PATIENCE = 60_000;

/**
 * Runs an ONNX model of ours as its user will, by ONNX Runtime on the CPU. The runtime (14 MB) is
 * fetched by the first call, and stays.
 * @returns Probabilities of each crop, in the order of the model's labels.
 * @throws if the runtime cannot be fetched, and whatever it says of a model that it cannot run.
 */
export async function runOnnx(model: Uint8Array, crops: CropPixels[]): Promise<number[][]> {
  const { InferenceSession, Tensor, env } = await startRuntime();
  const session = await InferenceSession.create(model);
  // Compiled by now.
  delete env.wasm.wasmBinary;
  try {
    const answers: number[][] = [];
    for (const crop of crops) {
      const pixels = packCrops([crop], false, RAW_PIXELS);
      const image = new Tensor('float32', pixels, [1, size, size, 3]);
      const { probabilities } = await session.run({ image });
      answers.push(Array.from(probabilities.data, Number));
    }
    return answers;
  } finally {
    await session.release();
  }
}

let started: ReturnType<typeof loadRuntime> | null = null;

function startRuntime(): ReturnType<typeof loadRuntime> {
  started ??= loadRuntime().catch((error: unknown) => {
    started = null;
    throw new PartNotLoaded('onnx-runtime', error);
  });
  return started;
}

async function loadRuntime() {
  const runtime = await import('onnxruntime-web/wasm');
  // Fetched here: left to itself, ONNX Runtime never tries again once that has failed.
  const response = await fetch(wasmUrl, { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`${response.status} ${wasmUrl}`);
  runtime.env.wasm.wasmBinary = await response.arrayBuffer();
  // More need SharedArrayBuffer, which only a cross-origin isolated page has.
  runtime.env.wasm.numThreads = 1;
  return runtime;
}
