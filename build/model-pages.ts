import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { MODEL_PLACE } from '../src/exporters/web-page-parts.ts';
import { graphModelsOnly } from './graph-models-only.ts';
import { withoutUnusedCode } from './unused-code.ts';

/** `served` lies in a zip beside its model and TensorFlow.js; `single-file` holds both. */
export type ModelPageKind = 'served' | 'single-file';

const KINDS: readonly ModelPageKind[] = ['served', 'single-file'];
const OURS = /^\0?virtual:model-page\//;
const folder = path.resolve(import.meta.dirname, '../src/model-page');

interface ModelPage {
  html: string;
  /** Files that it is made of. */
  sources: string[];
}

/**
 * The pages that go with an exported model: programs of their own, built here into HTML texts that
 * an exporter imports as `virtual:model-page/served` and `virtual:model-page/single-file`; and, as
 * `virtual:model-page/wasm-url`, where the WebAssembly lies that goes into the latter.
 */
export function modelPages(): Plugin {
  let built = false;
  return {
    name: 'model-pages',
    configResolved: ({ command }) => {
      built = command === 'build';
    },
    resolveId: { filter: { id: OURS }, handler: (id) => `\0${id}` },
    load: {
      filter: { id: OURS },
      async handler(id) {
        if (id.endsWith('/wasm-url')) return wasmUrl(built);
        const kind = KINDS.find((each) => id.endsWith(`/${each}`));
        if (kind === undefined) return null;
        const { html, sources } = await buildModelPage(kind);
        for (const source of sources) this.addWatchFile(source);
        return `export default ${JSON.stringify(html)};`;
      },
    },
  };
}

/** In tests nobody serves files, so there the address is the file itself. */
function wasmUrl(built: boolean): string {
  const file = '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm';
  if (built) return `export { default } from '${file}?url';`;
  const bytes = readFileSync(fileURLToPath(import.meta.resolve(file)));
  return `export default 'data:application/wasm;base64,${bytes.toString('base64')}';`;
}

/** Builds one of the pages; `single-file` is still without a model. */
export async function buildModelPage(kind: ModelPageKind): Promise<ModelPage> {
  const shell = path.join(folder, 'page.html');
  const css = path.join(folder, 'page.css');
  const { code, modules } = await bundle(path.join(folder, `${kind}.ts`), kind === 'single-file');
  const script = inlineScript(code);
  const style = `\n${readFileSync(css, 'utf8')}`;
  const parts: Record<string, string> = {
    '<!-- policy -->': kind === 'served' ? '' : policyTag(script, style),
    '<!-- style -->': `<style>${style}</style>`,
    [MODEL_PLACE]: kind === 'served' ? '<script src="tf.min.js"></script>' : MODEL_PLACE,
    '<!-- script -->': `<script type="module">${script}</script>`,
  };
  const html = readFileSync(shell, 'utf8').replace(
    /<!-- (?:policy|style|model|script) -->/g,
    (place) => parts[place] ?? place,
  );
  return { html, sources: [shell, css, ...modules] };
}

async function bundle(entry: string, minify: boolean) {
  const built = await build({
    configFile: false,
    root: folder,
    publicDir: false,
    plugins: [withoutUnusedCode(), graphModelsOnly()],
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      minify,
      reportCompressedSize: false,
      chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
      rolldownOptions: { input: entry, output: { format: 'es', codeSplitting: false } },
    },
  });
  const outputs = [built].flat().flatMap((each) => ('output' in each ? each.output : []));
  const [chunk, ...others] = outputs;
  if (chunk?.type !== 'chunk' || others.length > 0) throw new Error(`${entry}: one chunk expected`);
  const modules = chunk.moduleIds.filter((id) => path.isAbsolute(id) && !id.includes('?'));
  return { code: chunk.code, modules };
}

/** What would end the element too early stands in no code, only in strings, where it can be escaped. */
function inlineScript(code: string): string {
  return `\n${code.trim()}\n`.replace(/<(?=\/?script|!--)/gi, '\\x3c');
}

/** Nothing is loaded from anywhere, nothing is sent anywhere: the browser itself sees to it. */
function policyTag(script: string, style: string): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = [
    "default-src 'none'",
    // TensorFlow.js computes in WebAssembly.
    `script-src ${hash(script)} 'wasm-unsafe-eval'`,
    `style-src ${hash(style)}`,
    // The empty icon.
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
}
