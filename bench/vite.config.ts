import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { modelPages } from '../build/model-pages.ts';
import packageJson from '../package.json' with { type: 'json' };

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** The bench's pages, built as the app is, for users get minified code too. */
export default defineConfig({
  root: here('.'),
  base: './',
  publicDir: false,
  logLevel: 'error',
  define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
  plugins: [modelPages()],
  worker: { format: 'es', plugins: () => [modelPages()] },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    emptyOutDir: true,
    rolldownOptions: {
      input: ['ours.html', 'theirs.html', 'raw.html', 'accuracy/page.html'].map(here),
    },
  },
});
