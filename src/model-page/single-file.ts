/** The page that holds its model and TensorFlow.js: it needs nothing but itself. */
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { env, setBackend, tensor4d } from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { ioHandler } from '../backbone/io-handler.ts';
import { fromBase64 } from '../exporters/base64.ts';
import { MetadataSchema } from '../exporters/metadata.ts';
import { type GoldenPart, WEB_PAGE_PARTS, type WebPagePart } from '../exporters/web-page-parts.ts';
import { failed, ok } from '../result.ts';
import { at } from './elements.ts';
import { classifierOf } from './graph-classifier.ts';
import type { OpenModel } from './model-source.ts';
import { startPage } from './start-page.ts';

const PRIVACY =
  'Everything that it needs is in this one file; it works without the internet. Nothing leaves this device: the page asks the browser to refuse it every connection. It runs on TensorFlow.js (© Google LLC, Apache License 2.0).';

const open: OpenModel = async () => {
  if (!(await startWasm())) {
    return failed([
      [
        'This browser lacks WebAssembly with SIMD, or it is switched off. Every browser since 2023 has it.',
      ],
    ]);
  }
  const metadata = v.parse(MetadataSchema, JSON.parse(part('metadata')));
  const { modelTopology, weightsManifest } = JSON.parse(part('model'));
  const model = await loadGraphModel(
    ioHandler({
      topology: modelTopology,
      weightSpecs: weightsManifest[0].weights,
      weights: fromBase64(part('weights')).buffer,
    }),
  );
  return ok({
    metadata,
    classify: classifierOf({ tensor4d }, model, metadata),
    golden: async () => {
      const parts: GoldenPart[] = JSON.parse(part('golden'));
      return parts.map(({ png, probabilities }) => ({
        picture: new Blob([fromBase64(png)], { type: 'image/png' }),
        probabilities,
      }));
    },
    tolerance: 1e-3,
  });
};

/** TensorFlow.js fetches its WebAssembly; here the fetch finds it in the page, so that the page can do without any connection. */
async function startWasm(): Promise<boolean> {
  if (!(await env().getAsync('WASM_HAS_SIMD_SUPPORT'))) return false;
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const binary = fromBase64(part('wasm'));
  env().platform.fetch = async () => new Response(binary);
  setWasmPaths('inline/', true);
  return setBackend('wasm');
}

function part(name: WebPagePart): string {
  return at(WEB_PAGE_PARTS[name].id, HTMLScriptElement).text;
}

startPage(open, PRIVACY);
