import type { PlainOperation } from '../network/affine-as-depthwise.ts';
import { tensorflowPadding } from '../network/tensorflow-padding.ts';
import {
  type Convolution,
  type Dense,
  type Depthwise,
  IMAGE,
  type Network,
  type ValueId,
} from '../network/types.ts';
import { equalise } from './equalise.ts';
import { int8Weights } from './int8-weights.ts';
import {
  activationOptions,
  BETA_ONE,
  combinationOptions,
  convolutionOptions,
  KEEP_DIMENSIONS,
  meanAxes,
  paddingRows,
} from './operator-options.ts';
import {
  type ActivationBits,
  type ActivationScale,
  activationScale,
  quantization,
} from './quantize.ts';
import { type ActivationFigures, logitsRange, usefulRange, wideRange } from './ranges.ts';
import { INTEGER_VERSION } from './schema.ts';
import { imageSize, kernelShape, paddedShape, tensorShape } from './tensor-shapes.ts';
import type { TensorId } from './tflite-file.ts';
import { type GraphWithEnds, TfliteGraph } from './tflite-graph.ts';
import { twofoldKernels } from './twofold-kernels.ts';
import { outputsFirst } from './weight-order.ts';

/** Raw pixels: the stored number is the value; and the same with a sign. */
const PIXELS: ActivationScale = { scale: 1, zeroPoint: 0 };
const SIGNED_PIXELS: ActivationScale = { scale: 1, zeroPoint: -128 };
/** The only scales that SOFTMAX gives; and the first without a sign. */
const SIGNED_PROBABILITIES: ActivationScale = { scale: 1 / 256, zeroPoint: -128 };
const LONG_PROBABILITIES: ActivationScale = { scale: 1 / 32768, zeroPoint: 0 };
const PROBABILITIES: ActivationScale = { scale: 1 / 256, zeroPoint: 0 };

/** Long sums want long biases. */
const BIAS = {
  8: { type: 'int32', of: (bias: Int32Array) => bias },
  16: { type: 'int64', of: (bias: Int32Array) => BigInt64Array.from(bias, BigInt) },
} as const;
/** What stands in the file between two operators. */
const STORED = { 8: 'int8', 16: 'int16' } as const;

interface Sources {
  graph: TfliteGraph;
  bits: ActivationBits;
  centre: Network['centre'];
  tensor: (id: ValueId) => TensorId;
  size: (id: ValueId) => [number, number];
  scale: (id: ValueId) => ActivationScale;
  /** By channel. */
  mean: (id: ValueId) => ArrayLike<number>;
}

/**
 * The network in integers: uint8 pixels in, uint8 probabilities in 256ths out, weights of 8 bits.
 * Inside, numbers have signs, as the kernels want them.
 * @param measured one for each operation.
 * @param bits of the numbers between operators. With 16, kernels are sums of two of 8 bits each
 *   (`twofoldKernels`), and next to nothing is lost; it is half as large as floats, and slow where
 *   only 8-bit arithmetic is quick.
 */
export function int8Graph(
  network: Network,
  measured: readonly ActivationFigures[],
  bits: ActivationBits,
): GraphWithEnds {
  const { size, centre } = network;
  const { operations, figures } =
    bits === 8 ? equalise(network, measured) : twofoldKernels(network, measured);
  const graph = new TfliteGraph();
  const image = { name: 'image', shape: [1, size, size, 3] };
  const input = graph.calculated({ ...image, type: 'uint8', quantization: quantization(PIXELS) });
  const pixels = insidePixels(graph, image, input, bits);
  const scales = operations.map((_, at) => scaleOf(operations, figures, at, bits));
  const made: TensorId[] = [];
  const sources: Sources = {
    graph,
    bits,
    centre,
    tensor: (id) => made[id] ?? pixels,
    size: (id) => imageSize({ size, operations }, id),
    scale: (id) => scales[id] ?? pixelScale(bits),
    mean: (id) => figures[id]?.mean ?? [],
  };
  for (const [at, operation] of operations.entries()) made.push(addInteger(operation, at, sources));
  const output = outsideProbabilities(graph, made.at(-1) ?? pixels, network.head.classes, bits);
  return { graph, input, output };
}

const pixelScale = (bits: ActivationBits) => (bits === 8 ? SIGNED_PIXELS : PIXELS);

/** From uint8 to what the kernels take; QUANTIZE knows no way from 8 bits to 16 but over floats. */
function insidePixels(
  graph: TfliteGraph,
  { name, shape }: { name: string; shape: number[] },
  input: TensorId,
  bits: ActivationBits,
): TensorId {
  if (bits === 8) {
    return graph.operate('quantize', INTEGER_VERSION[8].quantize, [input], {
      name: `signed_${name}`,
      shape,
      type: 'int8',
      quantization: quantization(SIGNED_PIXELS),
    });
  }
  const float = { name: `float_${name}`, shape, type: 'float32' } as const;
  const numbers = graph.operate('dequantize', INTEGER_VERSION[8].dequantize, [input], float);
  return graph.operate('quantize', INTEGER_VERSION[16].quantize, [numbers], {
    name: `long_${name}`,
    shape,
    type: 'int16',
    quantization: quantization(PIXELS),
  });
}

/** The way back. */
function outsideProbabilities(
  graph: TfliteGraph,
  made: TensorId,
  classes: number,
  bits: ActivationBits,
): TensorId {
  const shape = [1, classes];
  const signed =
    bits === 8
      ? made
      : graph.operate('quantize', INTEGER_VERSION[16].quantize, [made], {
          name: 'signed_probabilities',
          shape,
          type: 'int8',
          quantization: quantization(SIGNED_PROBABILITIES),
        });
  return graph.operate('quantize', INTEGER_VERSION[8].quantize, [signed], {
    name: 'probabilities',
    shape,
    type: 'uint8',
    quantization: quantization(PROBABILITIES),
  });
}

function scaleOf(
  operations: readonly PlainOperation[],
  figures: readonly ActivationFigures[],
  at: ValueId,
  bits: ActivationBits,
): ActivationScale {
  const figure = figures[at];
  if (operations[at]?.kind === 'softmax' || figure === undefined) {
    return bits === 8 ? SIGNED_PROBABILITIES : LONG_PROBABILITIES;
  }
  if (bits === 16) return activationScale(wideRange(figure), bits);
  const isLogits = operations.some((one) => one.kind === 'softmax' && one.input === at);
  return activationScale(isLogits ? logitsRange(figure) : usefulRange(figure), bits);
}

function addInteger(operation: PlainOperation, at: ValueId, sources: Sources): TensorId {
  const { graph, bits, tensor, scale } = sources;
  const version = INTEGER_VERSION[bits];
  const output = {
    name: operation.kind === 'softmax' ? `probabilities_${bits}` : operation.name,
    shape: tensorShape(operation),
    type: STORED[bits],
    quantization: quantization(scale(at)),
  };
  switch (operation.kind) {
    case 'convolution':
    case 'depthwise': {
      const { kind } = operation;
      const { input, padding } = paddedInput(operation, sources);
      const inputs = [input, ...weightConstants(operation, at, sources)];
      const options = convolutionOptions(operation, padding);
      return graph.operate(kind, version[kind], inputs, output, options);
    }
    case 'add':
    case 'multiply': {
      const { kind, inputs, activation } = operation;
      const options = combinationOptions(kind, activation, bits);
      return graph.operate(kind, version[kind], inputs.map(tensor), output, options);
    }
    case 'average': {
      const inputs = [tensor(operation.input), meanAxes(graph, operation.name)];
      return graph.operate('mean', version.mean, inputs, output, KEEP_DIMENSIONS);
    }
    case 'dense': {
      const inputs = [tensor(operation.input), ...weightConstants(operation, at, sources)];
      const options = activationOptions(operation.activation);
      return graph.operate('fullyConnected', version.fullyConnected, inputs, output, options);
    }
    case 'softmax': {
      const inputs = [tensor(operation.input)];
      return graph.operate('softmax', version.softmax, inputs, output, BETA_ONE);
    }
  }
}

/** Kernel and bias. The picture is read as raw pixels, all of them exact; the bias takes the centre away. */
function weightConstants(
  operation: Convolution | Depthwise | Dense,
  at: ValueId,
  { graph, bits, scale, mean, centre }: Sources,
): TensorId[] {
  const { kind, name, input } = operation;
  const inputScale = scale(input).scale;
  const { kernel, scales, bias } = int8Weights(operation, {
    inputScale,
    outputScale: scale(at).scale,
    said: input === IMAGE ? centre : mean(input),
    meant: input === IMAGE ? [0, 0, 0] : mean(input),
  });
  const outputs = bias.length;
  return [
    graph.constant(
      `${name}/kernel`,
      kind === 'dense' ? [outputs, kernel.length / outputs] : kernelShape(operation),
      'int8',
      () => (kind === 'depthwise' ? kernel : outputsFirst(kernel, outputs)),
      { scales, zeroPoint: 0, dimension: kind === 'depthwise' ? 3 : 0 },
    ),
    graph.constant(`${name}/bias`, [outputs], BIAS[bits].type, () => BIAS[bits].of(bias), {
      scales: scales.map((one) => one * inputScale),
      zeroPoint: 0,
      dimension: 0,
    }),
  ];
}

/** What stands around an image means nothing, so around raw pixels it is the pixel nearest to the centre. */
function paddedInput(
  operation: Convolution | Depthwise,
  { graph, bits, tensor, size, scale, centre }: Sources,
): { input: TensorId; padding: 'same' | 'valid' } {
  const { name, input } = operation;
  const padding = tensorflowPadding(operation, size(input));
  if (padding === 'valid' || (padding === 'same' && input !== IMAGE)) {
    return { input: tensor(input), padding };
  }
  const same = quantization(scale(input));
  const inputs = [tensor(input), paddingRows(graph, operation)];
  const middle = Math.round((centre[0] + centre[1] + centre[2]) / 3);
  const pixel = Math.min(255, Math.max(0, middle)) + pixelScale(bits).zeroPoint;
  if (input === IMAGE) {
    const around = () => (bits === 8 ? Int8Array.of(pixel) : Int16Array.of(pixel));
    inputs.push(graph.constant(`${name}/around`, [1], STORED[bits], around, same));
  }
  const kind = input === IMAGE ? 'padWith' : 'pad';
  const padded = graph.operate(kind, INTEGER_VERSION[bits][kind], inputs, {
    name: `${name}/padded`,
    shape: paddedShape(operation, size(input)),
    type: STORED[bits],
    quantization: same,
  });
  return { input: padded, padding: 'valid' };
}
