import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { env, getBackend, ready, setBackend } from '@tensorflow/tfjs-core';

/** The same backend, set up the same way, as `src/engine/worker/backends.ts` does: SIMD, one thread. */
export async function startWasm(): Promise<string> {
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plainWasm,
    'tfjs-backend-wasm-simd.wasm': simdWasm,
    'tfjs-backend-wasm-threaded-simd.wasm': simdWasm,
  });
  await setBackend('wasm');
  await ready();
  const simd = await env().getAsync('WASM_HAS_SIMD_SUPPORT');
  return `${getBackend()}${simd ? ' simd' : ''}`;
}
