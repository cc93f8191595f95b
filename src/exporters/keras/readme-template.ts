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

/**
 * README.md of a Keras zip. Whatever the user named stands only in a fenced JSON block, where no
 * character of it can become markup.
 */
export function kerasReadme(metadata: ModelMetadata, goldenPictures: number): string {
  const { labels, head } = metadata;
  const golden = goldenPictures > 0;
  return `# A picture classifier, made with Show & Tell

It tells ${labels.length} ${labels.length === 1 ? 'class' : 'classes'} of pictures apart, as a Keras model: for Python, and for everything that converts from Keras.

${accuracy(metadata)}

The classes, in the order of the outputs, and the pictures that each was taught with:

\`\`\`json
${jsonLines(labels, metadata.samplesPerClass)}
\`\`\`

| file | what it is |
|---|---|
| \`model.keras\` | the network, backbone and head in one, for Keras 3 |
| \`model.h5\` | the same network in the older format, for Keras 2 (TensorFlow 2.6 to 2.15); Keras 3 reads it, too |
| \`labels.txt\` | the labels, one to a line |
| \`metadata.json\` | labels, preprocessing, accuracy, versions |
${goldenRow(goldenPictures)}
${classifySection(PYTHON, golden)}

With Keras 2, load \`model.h5\` instead, by \`tensorflow.keras.models.load_model("model.h5")\`.

${noneOfThese(
  metadata,
  (name) =>
    `The embedding of an image comes from \`keras.Model(model.input, model.get_layer("${name}").output)\`.`,
)}## The exact preprocessing

Another way of cropping or shrinking is the usual reason for other answers. In order:

${croppingSteps(metadata)}
3. Shrink it to 224×224 pixels with a filter that averages, over white where the picture is transparent.
4. Give RGB as float32 from 0 to 255, shape \`[n, 224, 224, 3]\`. Do not scale: that is done inside the network. So leave out \`preprocess_input\`, and OpenCV's pictures need \`cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)\`.

Input \`image\`; output \`probabilities\`, shape \`[n, ${labels.length}]\`, in label order, each row adding up to 1.

## To train on

Batch norms are folded into the convolutions. For a head of your own take the network as it is up to ${head.kind === 'linear' ? 'its last two layers' : 'its last three layers'}, and leave the backbone's weights as they are (\`trainable = False\`).

## Where it comes from

${origin(metadata)}
`;
}

const PYTHON = {
  packages: 'keras tensorflow',
  imports: `
import keras
import numpy as np`,
  load: `
model = keras.saving.load_model("model.keras")
with open("metadata.json", encoding="utf-8") as file:
    labels = json.load(file)["labels"]`,
  answer: `
# Raw pixels from 0 to 255: the network scales them itself.
show(model.predict(np.asarray(picture, dtype=np.float32)[np.newaxis], verbose=0)[0])`,
};
