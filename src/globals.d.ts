/** From package.json, by `define` in vite.config.ts. */
declare const __APP_VERSION__: string;

/** A whole page of src/model-page, as HTML text; made by build/model-pages.ts. */
declare module 'virtual:model-page/served' {
  const html: string;
  export default html;
}
declare module 'virtual:model-page/single-file' {
  const html: string;
  export default html;
}

/** Where TensorFlow.js' WebAssembly with SIMD lies. */
declare module 'virtual:model-page/wasm-url' {
  const url: string;
  export default url;
}
