import path from 'node:path';
import { defineConfig } from 'vite';
import { modelPages } from '../../../build/model-pages.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** Serves the pages here straight from the source, and the starter network beside them. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: path.join(root, 'public'),
  cacheDir: path.join(root, 'node_modules/.vite-test-pages'),
  define: { __APP_VERSION__: JSON.stringify('test') },
  plugins: [modelPages()],
  worker: { format: 'es', plugins: () => [modelPages()] },
  appType: 'mpa',
  server: { host: '127.0.0.1', fs: { allow: [root] }, hmr: false, watch: null },
  // A dependency found late makes Vite reload the page in the middle of a test: all are named here.
  optimizeDeps: {
    noDiscovery: true,
    include: [
      '@noble/hashes/sha2.js',
      '@tensorflow-models/mobilenet',
      '@tensorflow/tfjs',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-webgl',
      '@tensorflow/tfjs-backend-webgpu',
      '@tensorflow/tfjs-converter',
      '@tensorflow/tfjs-core',
      'comlink',
      'fflate',
      'idb-keyval',
      'valibot',
    ],
  },
});
