import type { Plugin } from 'vite';

/** A place in a library's module, and what stands in for it. */
interface Cut {
  module: RegExp;
  place: RegExp;
  instead: string;
}

const CUTS: readonly Cut[] = [
  {
    // Threads stay off (src/engine/worker/backends.ts).
    module: /tfjs-backend-wasm\/wasm-out\/tfjs-backend-wasm-threaded-simd\.js$/,
    place: /^.*$/s,
    instead: 'export default null;',
  },
  {
    module: /tfjs-backend-wasm\/wasm-out\/tfjs-backend-wasm-threaded-simd\.worker\.js$/,
    place: /^.*$/s,
    instead: "export const wasmWorkerContents = '';",
  },
  {
    // The names of ImageNet's classes: MobileNet is not asked what it calls a picture.
    module: /@tensorflow-models\/mobilenet\/dist\/mobilenet\.esm\.js$/,
    place: /\{0:"tench, Tinca tinca",.*?999:"[^"]*"\}/s,
    instead: '{}',
  },
];

/** Leaves out what is large in libraries and never run, but of which no bundler can know that. */
export function withoutUnusedCode(): Plugin {
  return {
    name: 'without-unused-code',
    transform: {
      filter: { id: CUTS.map(({ module }) => module) },
      handler(code, id) {
        const cut = CUTS.find(({ module }) => module.test(id));
        if (cut === undefined) return null;
        if (!cut.place.test(code)) this.error(`${id} no longer holds what is left out of it`);
        return { code: code.replace(cut.place, cut.instead), map: null };
      },
    },
  };
}
