import { accuracy, croppingSteps, noneOfThese, origin } from '../readme-parts.ts';
import type { ModelMetadata } from '../types.ts';
import type { ActivationBits } from './quantize.ts';

/**
 * README.md of a TensorFlow Lite zip. Whatever the user named stands only in a fenced JSON block,
 * where no character of it can become markup.
 * @param bits of the numbers between the layers of the smaller model.
 */
export function tfliteReadme(
  metadata: ModelMetadata,
  goldenPictures: number,
  bits: ActivationBits,
): string {
  const { labels } = metadata;
  const golden = goldenPictures > 0;
  return `# A picture classifier, made with Show & Tell

It tells ${labels.length} ${labels.length === 1 ? 'class' : 'classes'} of pictures apart, on phones, small computers and microcontrollers: everywhere TensorFlow Lite, now called LiteRT, runs.

${accuracy(metadata)}

The classes, in the order of the outputs:

\`\`\`json
${JSON.stringify(labels, null, 2)}
\`\`\`

| file | what it is |
|---|---|
| \`model.tflite\` | the network, backbone and head in one, in 32-bit numbers: answers as the preview did |
| \`model_int8.tflite\` | ${SMALLER[bits]} |
| \`labels.txt\` | the labels, a line each; they are in both models' metadata, too |
| \`metadata.json\` | labels, preprocessing, accuracy, versions |
${golden ? `| \`golden/\` | ${goldenPictures === 1 ? 'a picture' : `${goldenPictures} pictures`} of 224×224 pixels, and in \`expected.json\` the probabilities to expect for each, in label order |\n` : ''}
## Python

\`\`\`sh
python -m pip install ai-edge-litert pillow numpy
\`\`\`

Save this as \`classify.py\` in this folder. ${
    golden
      ? '`python classify.py` classifies a picture of `golden/` with both models, `python classify.py photo.jpg` one of yours.'
      : '`python classify.py photo.jpg` classifies a picture with both models.'
  } It takes \`tflite-runtime\` or TensorFlow where they are installed instead.

\`\`\`python
${python(golden).trim()}
\`\`\`

## Android, iOS, web pages

Both models carry their labels, and say that pixels need no scaling (mean 0, standard deviation 1), in the metadata that Google's libraries read: give the file to MediaPipe's Image Classifier or to the TensorFlow Lite Task Library as it is.

## Microcontrollers

\`xxd -i model_int8.tflite > model.cc\` makes a C array of it for TensorFlow Lite Micro. It needs at most these operators: QUANTIZE, DEQUANTIZE, PADV2, CONV_2D, DEPTHWISE_CONV_2D, ADD, MUL, PAD, MEAN, FULLY_CONNECTED, SOFTMAX. The labels lie behind the model; a reader that goes by the flatbuffer does not see them.

${noneOfThese(
  metadata,
  (name) =>
    `The embedding of an image is the tensor \`${name}\` of \`model.tflite\`, for an interpreter made with \`experimental_preserve_all_tensors=True\`.`,
)}## The exact preprocessing

Another way of cropping or shrinking is the usual reason for other answers. In order:

${croppingSteps(metadata)}
3. Shrink it to 224×224 pixels with a filter that averages, over white where the picture is transparent.
4. Give RGB from 0 to 255, shape \`[1, 224, 224, 3]\`: rows, columns, channels. Do not scale: that is done inside the network.

| | input \`image\` | output \`probabilities\`, shape \`[1, ${labels.length}]\`, in label order |
|---|---|---|
| \`model.tflite\` | float32 | float32, adding up to 1 |
| \`model_int8.tflite\` | uint8 (scale 1, zero point 0) | uint8, in 256ths (scale 1/256, zero point 0) |

The 8-bit numbers were fitted to pictures that the model was taught with.

## Where it comes from

${origin(metadata)}
`;
}

const SMALLER: Record<ActivationBits, string> = {
  8: 'the same in 8-bit integers: about a third of the size, quicker on phones, and what microcontrollers and accelerators take. Pictures that the model is unsure of can come out a hundredth otherwise',
  16: 'the same in integers, about half of the size. In plain 8 bits this model answered too differently, so each convolution is the sum of two of 8 bits, and the numbers between layers have 16. Microcontrollers take it; accelerators that only know 8-bit numbers do not',
};

/**
 * Runs as it stands beside the models. Of Pillow's filters, bilinear is the nearest to a browser's
 * canvas.
 * @param golden whether there is a picture to begin with.
 */
const python = (golden: boolean) => `
import json
import sys

import numpy as np
from PIL import Image, ImageOps

try:
    from ai_edge_litert.interpreter import Interpreter
except ImportError:
    try:
        from tflite_runtime.interpreter import Interpreter
    except ImportError:
        import tensorflow

        Interpreter = tensorflow.lite.Interpreter

path = ${golden ? 'sys.argv[1] if len(sys.argv) > 1 else "golden/0.png"' : 'sys.argv[1]'}
with open("metadata.json", encoding="utf-8") as file:
    labels = json.load(file)["labels"]

# Upright, over white, the largest centred square, 224 x 224 pixels.
picture = ImageOps.exif_transpose(Image.open(path)).convert("RGBA")
picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")
side = min(picture.size)
left, top = (picture.width - side) / 2, (picture.height - side) / 2
square = (left, top, left + side, top + side)
picture = picture.resize((224, 224), Image.Resampling.BILINEAR, box=square)

sys.stdout.reconfigure(encoding="utf-8")
for name in "model.tflite", "model_int8.tflite":
    interpreter = Interpreter(model_path=name)
    interpreter.allocate_tensors()
    (image,) = interpreter.get_input_details()
    (output,) = interpreter.get_output_details()
    # Raw pixels from 0 to 255, for both: the network scales them itself.
    pixels = np.asarray(picture).astype(image["dtype"])[np.newaxis]
    interpreter.set_tensor(image["index"], pixels)
    interpreter.invoke()
    probabilities = interpreter.get_tensor(output["index"])[0]
    if output["dtype"] == np.uint8:
        probabilities = probabilities / 256

    print(name)
    for label, probability in sorted(zip(labels, probabilities), key=lambda pair: -pair[1]):
        print(f"{probability:.6f}  {label}")
`;
