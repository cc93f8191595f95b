import { classifySection } from '../python/classify-section.ts';
import {
  accuracy,
  croppingSteps,
  goldenRow,
  jsonLines,
  noneOfThese,
  origin,
} from '../readme-parts.ts';
import type { ModelMetadata } from '../types.ts';

/** The version that the app checks its models with. */
const ONNXRUNTIME_WEB = '1.30.0';

/**
 * README.md of an ONNX zip. Whatever the user named stands only in a fenced JSON block, where no
 * character of it can become markup.
 */
export function onnxReadme(metadata: ModelMetadata, goldenPictures: number): string {
  const { labels } = metadata;
  const golden = goldenPictures > 0;
  return `# A picture classifier, made with Show & Tell

It tells ${labels.length} ${labels.length === 1 ? 'class' : 'classes'} of pictures apart, everywhere ONNX models run: ONNX Runtime in Python, C++, C#, Java, on phones and in web pages.

${accuracy(metadata)}

The classes, in the order of the outputs, and the pictures that each was taught with:

\`\`\`json
${jsonLines(labels, metadata.samplesPerClass)}
\`\`\`

| file | what it is |
|---|---|
| \`model.onnx\` | the network, backbone and head in one; labels and preprocessing are in its metadata, too |
| \`labels.txt\` | the labels, a line each |
| \`metadata.json\` | labels, preprocessing, accuracy, versions |
${goldenRow(goldenPictures)}
${classifySection(PYTHON, golden)}

## JavaScript

Put two files of the npm package \`onnxruntime-web\` into this folder, from its \`dist/\` or from <https://cdn.jsdelivr.net/npm/onnxruntime-web@${ONNXRUNTIME_WEB}/dist/>: \`ort.wasm.bundle.min.mjs\` and \`ort-wasm-simd-threaded.wasm\`. From then on nothing is loaded from the internet. Save this beside them as \`index.html\`, serve the folder with \`npx serve\` or \`python -m http.server\`, and open the address that it prints.

\`\`\`html
${JAVASCRIPT.trim()}
\`\`\`

${noneOfThese(
  metadata,
  (name) =>
    `The embedding of an image is the value \`${name}\` of the graph, \`[n, ${metadata.head.features}, 1, 1]\`: make it a further output with \`model.graph.output.append(onnx.ValueInfoProto(name="${name}"))\`.`,
)}## The exact preprocessing

Another way of cropping or shrinking is the usual reason for other answers. In order:

${croppingSteps(metadata)}
3. Shrink it to 224×224 pixels with a filter that averages, over white where the picture is transparent.
4. Give RGB as float32 from 0 to 255, shape \`[n, 224, 224, 3]\`: rows, columns, channels. Do not scale: that is done inside the network.

Input \`image\`; output \`probabilities\`, shape \`[n, ${labels.length}]\`, in label order, each row adding up to 1. Opset 17.

## Where it comes from

${origin(metadata)}
`;
}

const PYTHON = {
  packages: 'onnxruntime',
  imports: `
import numpy as np
import onnxruntime`,
  load: `
session = onnxruntime.InferenceSession("model.onnx", providers=["CPUExecutionProvider"])
labels = json.loads(session.get_modelmeta().custom_metadata_map["labels"])`,
  answer: `
# Raw pixels from 0 to 255: the network scales them itself.
image = np.asarray(picture, dtype=np.float32)[np.newaxis]
show(session.run(["probabilities"], {"image": image})[0][0])`,
};

/** Runs as it stands beside `model.onnx`; the way of the pixels is that of `picture/`. */
const JAVASCRIPT = `
<!doctype html>
<meta charset="utf-8">
<input type="file" accept="image/*">
<pre></pre>
<script type="module">
import * as ort from './ort.wasm.bundle.min.mjs';

const session = await ort.InferenceSession.create('model.onnx');
const { labels } = await (await fetch('metadata.json')).json();

// Takes a File, <img>, <video>, <canvas> or ImageBitmap; gives [{ label, probability }], best first.
async function classify(picture) {
  const bitmap = await createImageBitmap(picture);
  const side = Math.min(bitmap.width, bitmap.height);
  const left = (bitmap.width - side) / 2;
  const top = (bitmap.height - side) / 2;
  const context = new OffscreenCanvas(224, 224).getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, 224, 224);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, left, top, side, side, 0, 0, 224, 224);
  const { data } = context.getImageData(0, 0, 224, 224);
  const rgb = Float32Array.from(data.filter((_, i) => i % 4 < 3));
  const image = new ort.Tensor('float32', rgb, [1, 224, 224, 3]);
  const { probabilities } = await session.run({ image });
  return labels
    .map((label, i) => ({ label, probability: probabilities.data[i] }))
    .sort((a, b) => b.probability - a.probability);
}

document.querySelector('input').onchange = async ({ target }) => {
  const answers = await classify(target.files[0]);
  document.querySelector('pre').textContent = answers
    .map(({ label, probability }) => \`\${probability.toFixed(6)}  \${label}\`)
    .join('\\n');
};
</script>
`;
