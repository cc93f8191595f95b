import servedPage from 'virtual:model-page/served';
import wasmUrl from 'virtual:model-page/wasm-url';

/**
 * index.html of a TensorFlow.js zip, in one piece. It is the same for every model: labels reach it
 * through metadata.json and `textContent` only, so no label can become markup or script.
 */
export const webPage = servedPage;

/** What `webPageFile` puts together with a model. */
export interface EmptyWebPage {
  html: string;
  /** TensorFlow.js' WebAssembly with SIMD. */
  wasm: Uint8Array<ArrayBuffer>;
}

let fetched: Promise<EmptyWebPage> | null = null;

/**
 * The page without a model, with all that runs it: fetched when this format is first asked for. The
 * WebAssembly is the file that the app itself runs on. Rejects where they cannot be had.
 */
export function emptyWebPage(): Promise<EmptyWebPage> {
  fetched ??= fetchPage().catch((error: unknown) => {
    fetched = null;
    throw error;
  });
  return fetched;
}

async function fetchPage(): Promise<EmptyWebPage> {
  const { default: html } = await import('virtual:model-page/single-file');
  const answer = await fetch(wasmUrl);
  if (!answer.ok) throw new Error(`${answer.status} ${wasmUrl}`);
  return { html, wasm: new Uint8Array(await answer.arrayBuffer()) };
}
