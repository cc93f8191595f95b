import type { Head, HiddenHead, LinearHead } from '../../head/types.ts';

/** Readers of Teachable Machine's models rebuild its head with this many units (genai-tm, for its heatmap). */
const UNITS = 100;

/** Teachable Machine's head: softmax(relu(embedding · kernel + bias) · outputKernel). */
export interface TeachableHead {
  units: number;
  /** [features, units], row-major. */
  kernel: Float32Array<ArrayBuffer>;
  /** [units] */
  bias: Float32Array<ArrayBuffer>;
  /** [units, classes], row-major. */
  outputKernel: Float32Array<ArrayBuffer>;
}

/** A head in Teachable Machine's own shape, whose last layer has no bias; units without use are zeros. */
export function teachableHead(head: Head): TeachableHead {
  return head.kind === 'linear' ? fromLinear(head) : fromHidden(head);
}

/** Logits need no hidden layer, so they pass through it in two halves: z = relu(z) − relu(−z). */
function fromLinear({ features, classes, kernel, bias }: LinearHead): TeachableHead {
  const made = emptyHead(features, classes, 2 * classes);
  const { units } = made;
  for (let output = 0; output < classes; output++) {
    const opposite = classes + output;
    for (let feature = 0; feature < features; feature++) {
      const weight = kernel[feature * classes + output];
      made.kernel[feature * units + output] = weight;
      made.kernel[feature * units + opposite] = -weight;
    }
    made.bias[output] = bias[output];
    made.bias[opposite] = -bias[output];
    made.outputKernel[output * classes + output] = 1;
    made.outputKernel[opposite * classes + output] = -1;
  }
  return made;
}

/** The last layer's bias becomes the weights of one more unit, which is always 1. */
function fromHidden(head: HiddenHead): TeachableHead {
  const { features, classes } = head;
  const made = emptyHead(features, classes, head.units + 1);
  for (let feature = 0; feature < features; feature++) {
    const row = head.hiddenKernel.subarray(feature * head.units, (feature + 1) * head.units);
    made.kernel.set(row, feature * made.units);
  }
  made.bias.set(head.hiddenBias);
  made.bias[head.units] = 1;
  made.outputKernel.set(head.kernel);
  made.outputKernel.set(head.bias, head.units * classes);
  return made;
}

function emptyHead(features: number, classes: number, needed: number): TeachableHead {
  const units = Math.max(UNITS, needed);
  return {
    units,
    kernel: new Float32Array(features * units),
    bias: new Float32Array(units),
    outputKernel: new Float32Array(units * classes),
  };
}
