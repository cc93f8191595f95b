import { accuracy, goldenRow, jsonLines, noneOfThese, plain } from '../readme-parts.ts';
import type { ModelMetadata } from '../types.ts';
import { sketch, TEACHABLE_MACHINE_PAGE } from './readme-template-snippets.ts';

/**
 * README.md of a Teachable Machine zip. Whatever the user named stands only in a fenced JSON block,
 * where no character of it can become markup.
 */
export function teachableMachineReadme(metadata: ModelMetadata, goldenPictures: number): string {
  const { labels, backbone, head, versions, preprocessing } = metadata;
  const mirrored = preprocessing.webcamMirrored;
  return `# A picture classifier in Teachable Machine's format, made with Show & Tell

It tells ${labels.length} ${labels.length === 1 ? 'class' : 'classes'} of pictures apart, wherever a model from Teachable Machine does: in pages with \`@teachablemachine/image\`, in p5.js sketches with ml5.js, in block-coding sites that open such models. Pictures stay on the device.

${accuracy(metadata)}

The classes, in the order of the outputs, and the pictures that each was taught with:

\`\`\`json
${jsonLines(labels, metadata.samplesPerClass)}
\`\`\`

| file | what it is |
|---|---|
| \`model.json\`, \`weights.bin\` | the network: a TensorFlow.js layers model, for TensorFlow.js 1.3.1 and later |
| \`metadata.json\` | labels as Teachable Machine writes them; what Show & Tell knows of the model is in \`userMetadata\` |
| \`labels.txt\` | the labels, one to a line |
${goldenRow(goldenPictures)}
## Where to put it

Unpack the zip and serve the folder: \`npx serve\` or \`python3 -m http.server\`, or any web host. A page opened straight from the disk may not read the files beside it. A page on another host needs the header \`Access-Control-Allow-Origin: *\` on these files.

Where a program asks for the address of a Teachable Machine model, give it the folder's, with the slash at its end, e.g. \`http://localhost:3000/\`. One that opens a zip from the disk takes this zip as it is.

## In a page

Save this as \`index.html\` in the folder. To be free of the internet, save the two scripts that it names beside it and shorten their addresses.

\`\`\`html
${TEACHABLE_MACHINE_PAGE.trim()}
\`\`\`

## In a p5.js sketch

Save this as \`sketch.html\` in the folder (ml5.js 1, p5.js 1):

\`\`\`html
${sketch(mirrored).trim()}
\`\`\`

${noneOfThese(
  metadata,
  (name) =>
    `It stands below \`userMetadata\`; the embedding of an image is what the layer \`${name}\` gives, the last of the first of the model's two parts.`,
)}## The exact preprocessing

Give the library raw pictures: it scales the pixels itself (value / 127 − 1), and so does ml5.js. Whoever runs \`model.json\` without them must do that: float32, shape \`[n, 224, 224, 3]\`, RGB. The output has the shape \`[n, ${labels.length}]\`, in label order, each row adding up to 1.

For the very answers of Show & Tell, hand over the picture as it sees it, as both programs above do: upright, the largest centred square, shrunk to 224×224 pixels with a filter that averages (canvas: \`imageSmoothingQuality = 'high'\`), over white where it is transparent. Left to itself, \`@teachablemachine/image\` cuts out the same square but shrinks it more coarsely, and ml5.js squeezes the whole picture into the square.${mirrored ? ' Webcam pictures were taken mirrored: mirror live frames from left to right, too (not files).' : ''}

## Where it comes from

Backbone: ${plain(backbone.label)} (fingerprint \`${plain(backbone.fingerprint).slice(0, 16)}\`). Head: ${head.kind === 'linear' ? 'one dense layer, written as two of the shape that Teachable Machine has' : 'a hidden layer and a dense layer'}, on ${head.features} features. Trained ${plain(metadata.trainedAt)}, written ${plain(metadata.exportedAt)} by Show & Tell ${versions.app} with TensorFlow.js ${versions.tfjs}.
`;
}
