/** index.html of a TensorFlow.js zip: the model lies beside it, and so does TensorFlow.js itself. */
import * as v from 'valibot';
import { MetadataSchema } from '../exporters/metadata.ts';
import type { ModelMetadata } from '../exporters/types.ts';
import { failed, ok } from '../result.ts';
import { element } from './elements.ts';
import { classifierOf, type TensorFlow } from './graph-classifier.ts';
import type { GoldenAnswer, OpenModel } from './model-source.ts';
import type { Paragraph } from './problems.ts';
import { startPage } from './start-page.ts';

/** tf.min.js makes it. */
declare const tf: TensorFlow | undefined;

const PRIVACY = 'Nothing leaves this device: the page loads its own folder, and sends nothing.';
/** By the type that weights are stored in; arithmetic on another processor makes up to 0.001 of its own. */
const TOLERANCE = { uint8: 2e-2, float16: 3e-3, float32: 1e-3 };

const open: OpenModel = async () => {
  const hasTensorFlow = 'tf' in globalThis;
  if (location.protocol === 'file:') {
    return failed([SERVE_THE_FOLDER, ...(hasTensorFlow ? [] : [tensorFlowMissing()])]);
  }
  const metadata = v.parse(MetadataSchema, await readJson('metadata.json'));
  if (!hasTensorFlow || tf === undefined) return failed([tensorFlowMissing(metadata)]);
  const { tensor4d } = tf;
  // Without "./" TF.js looks for the weights at the host's root.
  const model = await tf.loadGraphModel('./model.json');
  return ok({
    metadata,
    classify: classifierOf({ tensor4d }, model, metadata),
    golden: readGolden,
    tolerance: await toleranceOf('model.json'),
  });
};

const SERVE_THE_FOLDER: Paragraph = [
  'Serve this folder, with ',
  code('npx serve'),
  ' or ',
  code('python3 -m http.server'),
  ', and open the address that it prints: a page opened straight from the disk may not read the files beside it.',
];

function tensorFlowMissing(metadata?: ModelMetadata): Paragraph {
  const version = metadata && `@${encodeURIComponent(metadata.versions.tfjs)}`;
  const path = `@tensorflow/tfjs${version ?? ''}`;
  const link = Object.assign(document.createElement('a'), {
    href: `https://cdn.jsdelivr.net/npm/${path}/dist/tf.min.js`,
  });
  link.textContent = link.href;
  return [
    code('tf.min.js'),
    ' is missing. Put the file ',
    code('dist/tf.min.js'),
    ' of the npm package ',
    code(path),
    ' into this folder, or save it there from ',
    link,
    '. Then reload.',
  ];
}

async function readGolden(): Promise<GoldenAnswer[]> {
  const expected: { file: string; probabilities: number[] }[] =
    await readJson('golden/expected.json');
  return Promise.all(
    expected.map(async ({ file, probabilities }) => ({
      picture: await (await fetchFile(`golden/${file}`)).blob(),
      probabilities,
    })),
  );
}

async function toleranceOf(path: string): Promise<number> {
  const { weightsManifest } = await readJson(path);
  const weights: { quantization?: { dtype?: string } }[] = weightsManifest[0].weights;
  const has = (type: string) => weights.some(({ quantization }) => quantization?.dtype === type);
  return has('uint8') ? TOLERANCE.uint8 : has('float16') ? TOLERANCE.float16 : TOLERANCE.float32;
}

async function readJson(path: string): Promise<ReturnType<typeof JSON.parse>> {
  return (await fetchFile(path)).json();
}

async function fetchFile(path: string): Promise<Response> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path} is missing beside this page.`);
  return answer;
}

function code(text: string): HTMLElement {
  return element('code', [text]);
}

startPage(open, PRIVACY);
