import plainWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { backend, env, ready, setBackend } from '@tensorflow/tfjs-core';
import { laterPart } from '../../parts.ts';
import type { BackendName, DeviceLost } from '../protocol.ts';

export type Refusal = 'unavailable' | 'software-renderer' | 'imprecise' | 'failed';

/**
 * Starts a backend and makes it TensorFlow's current one. Its code is loaded only now.
 * @param allowSoftware also accept a GPU that the CPU only simulates.
 * @returns null, or why it cannot be used here.
 */
export async function startBackend(
  name: BackendName,
  allowSoftware: boolean,
): Promise<Refusal | null> {
  try {
    const refusal = await prepare[name](allowSoftware);
    if (refusal !== null) return refusal;
    // setBackend answers false, rather than throwing, where the start fails.
    if (!(await setBackend(name))) return 'failed';
    await ready();
    if (name !== 'wasm') watchDevice();
    return null;
  } catch {
    return 'failed';
  }
}

// Fetched whichever backend is in use: it is what is left when a GPU is lost, perhaps without a network.
const wasmCode = laterPart(() => import('@tensorflow/tfjs-backend-wasm'));
laterPart(async () => (await fetch(simdWasm)).arrayBuffer());

const prepare: Record<BackendName, (allowSoftware: boolean) => Promise<Refusal | null>> = {
  async wasm() {
    const { setWasmPaths } = await wasmCode();
    // In a minified build the threaded start-up hangs where the page is cross-origin isolated
    // (https://github.com/tensorflow/tfjs/issues/4107), so threads stay off and their file unused.
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    setWasmPaths({
      'tfjs-backend-wasm.wasm': plainWasm,
      'tfjs-backend-wasm-simd.wasm': simdWasm,
      'tfjs-backend-wasm-threaded-simd.wasm': simdWasm,
    });
    return null;
  },

  async webgl(allowSoftware) {
    if (typeof OffscreenCanvas === 'undefined') return 'unavailable';
    const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
    if (gl === null) return 'unavailable';
    const info = gl.getExtension('WEBGL_debug_renderer_info');
    const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
    gl.getExtension('WEBGL_lose_context')?.loseContext();
    if (!allowSoftware && SOFTWARE_RENDERER.test(renderer)) return 'software-renderer';
    await import('@tensorflow/tfjs-backend-webgl');
    // Half floats change embeddings (https://github.com/tensorflow/tfjs/issues/4408).
    return env().getBool('WEBGL_RENDER_FLOAT32_ENABLED') ? null : 'imprecise';
  },

  async webgpu(allowSoftware) {
    const adapter = await gpu()?.requestAdapter();
    if (adapter == null) return 'unavailable';
    const { info } = adapter;
    const simulated =
      adapter.isFallbackAdapter === true ||
      info?.isFallbackAdapter === true ||
      SOFTWARE_RENDERER.test(`${info?.architecture ?? ''} ${info?.description ?? ''}`);
    if (!allowSoftware && simulated) return 'software-renderer';
    await import('@tensorflow/tfjs-backend-webgpu');
    return null;
  },
};

/** tfjs's own guard (`failIfMajorPerformanceCaveat`) lets SwiftShader pass, so we ask for the name. */
const SOFTWARE_RENDERER = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** The little of WebGPU that is needed here; TypeScript's worker library does not have it yet. */
interface Gpu {
  requestAdapter(): Promise<{
    isFallbackAdapter?: boolean;
    info?: { isFallbackAdapter?: boolean; architecture?: string; description?: string };
  } | null>;
}

function gpu(): Gpu | undefined {
  return 'gpu' in navigator ? (navigator.gpu as Gpu) : undefined;
}

/**
 * Tells the page when the GPU is gone: from then on nothing that was asked of it will ever answer
 * (https://github.com/tensorflow/tfjs/issues/756).
 */
function watchDevice(): void {
  const lost = () => postMessage({ kind: 'device-lost' } satisfies DeviceLost);
  const current = backend() as {
    gpgpu?: { gl?: { canvas?: EventTarget } };
    device?: { lost?: Promise<unknown> };
  };
  current.gpgpu?.gl?.canvas?.addEventListener('webglcontextlost', lost);
  void current.device?.lost?.then(lost);
}
