import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { mantineStyles } from './build/mantine-styles.ts';
import { modelPages } from './build/model-pages.ts';
import { withoutUnusedCode } from './build/unused-code.ts';
import packageJson from './package.json' with { type: 'json' };
import { contentSecurityPolicy } from './src/app/content-security-policy.ts';

/** The policy stands in the page itself, so any static host keeps it without setting a header. Not in `vite dev`, whose hot reload needs inline scripts. */
function cspMetaTag(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/** A package that comes by itself is called after it, not `dist` or `index`. */
function chunkName({ facadeModuleId }: { facadeModuleId: string | null }): string {
  const inside = /node_modules\/(?:@[^/]+\/)?([^/]+)\//.exec(facadeModuleId ?? '');
  return `assets/${inside?.[1] ?? '[name]'}-[hash].js`;
}

export default defineConfig({
  // Relative, so that dist/ works from any sub-path of any static host.
  base: './',
  define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
  plugins: [react(), cspMetaTag(), mantineStyles(), modelPages()],
  // A worker's plugins are its own.
  worker: {
    format: 'es',
    plugins: () => [modelPages(), withoutUnusedCode()],
    rolldownOptions: {
      // A page within the page is built there, and takes its seconds.
      checks: { pluginTimings: false },
      output: { chunkFileNames: chunkName },
    },
  },
  build: {
    target: 'es2022',
    // The first with light-dark(), as the README says: for older ones lightningcss rewrites it into variables of its own.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // A sheet that comes later has the whole page laid out anew; and one packs better.
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      // The first view in one piece, not in a dozen that later parts happen to share: it packs better.
      output: { codeSplitting: { groups: [{ name: 'page', test: /src\/main\.tsx$/ }] } },
    },
  },
  server: { port: 5173 },
  preview: { port: 4173 },
  // A missing file is a 404, as on any static host, not the page again.
  appType: 'mpa',
});
