import { accuracy, croppingSteps, jsonLines, noneOfThese, origin } from '../readme-parts.ts';
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
${golden ? `| \`golden/\` | ${goldenPictures === 1 ? 'a picture' : `${goldenPictures} pictures`} of 224×224 pixels, and in \`expected.json\` the probabilities to expect for each, in label order |\n` : ''}
## Python

\`\`\`sh
python -m pip install keras tensorflow pillow
\`\`\`

Save this as \`classify.py\` in this folder. ${
    golden
      ? '`python classify.py` classifies a picture of `golden/`, `python classify.py photo.jpg` one of yours.'
      : '`python classify.py photo.jpg` classifies a picture.'
  }

\`\`\`python
${python(golden).trim()}
\`\`\`

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

/**
 * Runs as it stands beside `model.keras`. Of Pillow's filters, bilinear is the nearest to a
 * browser's canvas.
 * @param golden whether there is a picture to begin with.
 */
const python = (golden: boolean) => `
import json
import sys

import keras
import numpy as np
from PIL import Image, ImageOps

path = ${golden ? 'sys.argv[1] if len(sys.argv) > 1 else "golden/0.png"' : 'sys.argv[1]'}
model = keras.saving.load_model("model.keras")
with open("metadata.json", encoding="utf-8") as file:
    labels = json.load(file)["labels"]

# Upright, over white, the largest centred square, 224 x 224 pixels.
picture = ImageOps.exif_transpose(Image.open(path)).convert("RGBA")
picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")
side = min(picture.size)
left, top = (picture.width - side) / 2, (picture.height - side) / 2
square = (left, top, left + side, top + side)
picture = picture.resize((224, 224), Image.Resampling.BILINEAR, box=square)

# Raw pixels from 0 to 255: the network scales them itself.
image = np.asarray(picture, dtype=np.float32)[np.newaxis]
(probabilities,) = model.predict(image, verbose=0)

sys.stdout.reconfigure(encoding="utf-8")
for label, probability in sorted(zip(labels, probabilities), key=lambda pair: -pair[1]):
    print(f"{probability:.6f}  {label}")
`;
