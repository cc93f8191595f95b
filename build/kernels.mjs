/** Assembles src/head/kernels/panels.wat into panels-wasm.ts beside it. Run by `npm run kernels`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import wabt from 'wabt';

const folder = new URL('../src/head/kernels/', import.meta.url);

/** The bytes of a WebAssembly text file. */
export async function assemble(name) {
  const { parseWat } = await wabt();
  const text = readFileSync(new URL(name, folder), 'utf8');
  return parseWat(name, text, { simd: true }).toBinary({}).buffer;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const base64 = Buffer.from(await assemble('panels.wat')).toString('base64');
  writeFileSync(
    new URL('panels-wasm.ts', folder),
    `/** panels.wat, assembled by \`npm run kernels\`; base64. */\nexport const PANELS_WASM =\n  '${base64}';\n`,
  );
}
