import { classifySection } from '../python/classify-section.ts';
import { accuracy, croppingSteps, goldenRow, noneOfThese, origin } from '../readme-parts.ts';
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
${goldenRow(goldenPictures)}
${classifySection(PYTHON, golden)}

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

const PYTHON = {
  packages: 'ai-edge-litert',
  what: ' with both models',
  note: ' It takes `tflite-runtime` or TensorFlow where they are installed instead.',
  imports: `
import numpy as np

try:
    from ai_edge_litert.interpreter import Interpreter
except ImportError:
    try:
        from tflite_runtime.interpreter import Interpreter
    except ImportError:
        import tensorflow

        Interpreter = tensorflow.lite.Interpreter
`,
  load: `
with open("metadata.json", encoding="utf-8") as file:
    labels = json.load(file)["labels"]`,
  answer: `
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
    print(name)
    show(probabilities / 256 if output["dtype"] == np.uint8 else probabilities)`,
};
