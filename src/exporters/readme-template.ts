import {
  accuracy,
  croppingSteps,
  goldenRow,
  jsonLines,
  noneOfThese,
  origin,
} from './readme-parts.ts';
import type { ModelMetadata } from './types.ts';

/**
 * README.md of a model zip. Whatever the user named stands only in a fenced JSON block, where no
 * character of it can become markup.
 */
export function readme(metadata: ModelMetadata, goldenPictures: number): string {
  const { labels, versions } = metadata;
  return `# A picture classifier, made with Show & Tell

It tells ${labels.length} ${labels.length === 1 ? 'class' : 'classes'} of pictures apart, everywhere TensorFlow.js runs. Pictures stay on the device.

${accuracy(metadata)}

The classes, in the order of the outputs, and the pictures that each was taught with:

\`\`\`json
${jsonLines(labels, metadata.samplesPerClass)}
\`\`\`

| file | what it is |
|---|---|
| \`model.json\`, \`weights.bin\` | the network: a TensorFlow.js graph model, backbone and head in one |
| \`metadata.json\` | labels, preprocessing, accuracy, versions |
| \`index.html\` | a page that classifies the webcam or a picture |
${goldenRow(goldenPictures)}
## Try it

1. Put TensorFlow.js into this folder, as \`tf.min.js\`: the file \`dist/tf.min.js\` of the npm package \`@tensorflow/tfjs\` (made with version ${versions.tfjs}), or saved from <https://cdn.jsdelivr.net/npm/@tensorflow/tfjs@${versions.tfjs}/dist/tf.min.js>. From then on nothing is loaded from the internet.
2. Serve the folder: \`npx serve\` or \`python3 -m http.server\`. A page opened straight from the disk may not read the files beside it.
3. Open the address that it prints.${goldenPictures > 0 ? ' *Check* runs the pictures of `golden/` and says how far the answers are from those expected.' : ''}

## Use it in your own page

\`\`\`html
<script src="tf.min.js"></script>
<script type="module">
${SNIPPET.trim()}
</script>
\`\`\`

For one picture: \`console.log(await classify(document.querySelector('img')))\`.

${noneOfThese(
  metadata,
  (name) =>
    `The embedding of an image comes from \`model.execute(image, '${name}')\`; \`index.html\` does all of this.`,
)}## The exact preprocessing

Another way of cropping or shrinking is the usual reason for other answers. In order:

${croppingSteps(metadata)}
3. Shrink it to 224×224 pixels with a filter that averages (canvas: \`imageSmoothingQuality = 'high'\`), over white where the picture is transparent.
4. Give RGB as float32 from 0 to 255, shape \`[n, 224, 224, 3]\`. Do not scale: that is done inside the network.

Input \`image\`; output \`probabilities\`, shape \`[n, ${labels.length}]\`, in label order, each row adding up to 1.

## Where it comes from

${origin(metadata)}
`;
}

/** Runs as it stands beside the zip's files; the way of the pixels is that of `picture/`. */
const SNIPPET = `
// With "./": without it, TensorFlow.js looks for the weights at the host's root.
const model = await tf.loadGraphModel('./model.json');
const { labels } = await (await fetch('metadata.json')).json();

// Takes an <img>, <video>, <canvas> or ImageBitmap; gives [{ label, probability }], best first.
async function classify(picture) {
  const width = picture.videoWidth || picture.naturalWidth || picture.width;
  const height = picture.videoHeight || picture.naturalHeight || picture.height;
  const side = Math.min(width, height);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 224;
  const context = canvas.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, 224, 224);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, (width - side) / 2, (height - side) / 2, side, side, 0, 0, 224, 224);
  const output = tf.tidy(() => model.predict(tf.browser.fromPixels(canvas).toFloat().expandDims()));
  const probabilities = await output.data();
  output.dispose();
  return labels
    .map((label, i) => ({ label, probability: probabilities[i] }))
    .sort((a, b) => b.probability - a.probability);
}
`;
