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
  convolutionOptions,
  KEEP_DIMENSIONS,
  meanAxes,
  paddingRows,
} from './operator-options.ts';
import { type ActivationScale, activationScale, quantization } from './quantize.ts';
import { type ActivationFigures, logitsRange, usefulRange } from './ranges.ts';
import { INT8_VERSION } from './schema.ts';
import { imageSize, kernelShape, paddedShape, tensorShape } from './tensor-shapes.ts';
import type { TensorId } from './tflite-file.ts';
import { type GraphWithEnds, TfliteGraph } from './tflite-graph.ts';
import { outputsFirst } from './weight-order.ts';

/** Raw pixels: the stored number is the value; and the same with a sign. */
const PIXELS: ActivationScale = { scale: 1, zeroPoint: 0 };
const SIGNED_PIXELS: ActivationScale = { scale: 1, zeroPoint: -128 };
/** The only scale that SOFTMAX gives; and the same without a sign. */
const SIGNED_PROBABILITIES: ActivationScale = { scale: 1 / 256, zeroPoint: -128 };
const PROBABILITIES: ActivationScale = { scale: 1 / 256, zeroPoint: 0 };

interface Sources {
  graph: TfliteGraph;
  centre: Network['centre'];
  tensor: (id: ValueId) => TensorId;
  size: (id: ValueId) => [number, number];
  scale: (id: ValueId) => ActivationScale;
  /** By channel. */
  mean: (id: ValueId) => ArrayLike<number>;
}

/**
 * The network in 8-bit integers: uint8 pixels in, uint8 probabilities in 256ths out. Inside, numbers
 * have signs, as the kernels want them.
 * @param measured one for each operation.
 */
export function int8Graph(network: Network, measured: readonly ActivationFigures[]): GraphWithEnds {
  const { size, centre } = network;
  const { operations, figures } = equalise(network, measured);
  const graph = new TfliteGraph();
  const shape = [1, size, size, 3];
  const input = graph.calculated({
    name: 'image',
    shape,
    type: 'uint8',
    quantization: quantization(PIXELS),
  });
  const signed = graph.operate('quantize', INT8_VERSION.quantize, [input], {
    name: 'signed_image',
    shape,
    type: 'int8',
    quantization: quantization(SIGNED_PIXELS),
  });
  const scales = operations.map((_, at) => scaleOf(operations, figures, at));
  const made: TensorId[] = [];
  const sources: Sources = {
    graph,
    centre,
    tensor: (id) => made[id] ?? signed,
    size: (id) => imageSize(network, id),
    scale: (id) => scales[id] ?? SIGNED_PIXELS,
    mean: (id) => figures[id]?.mean ?? [],
  };
  for (const [at, operation] of operations.entries()) made.push(addInt8(operation, at, sources));
  const output = graph.operate('quantize', INT8_VERSION.quantize, [made.at(-1) ?? signed], {
    name: 'probabilities',
    shape: [1, network.head.classes],
    type: 'uint8',
    quantization: quantization(PROBABILITIES),
  });
  return { graph, input, output };
}

function scaleOf(
  operations: readonly PlainOperation[],
  figures: readonly ActivationFigures[],
  at: ValueId,
): ActivationScale {
  const figure = figures[at];
  if (operations[at]?.kind === 'softmax' || figure === undefined) return SIGNED_PROBABILITIES;
  const isLogits = operations.some((one) => one.kind === 'softmax' && one.input === at);
  return activationScale(isLogits ? logitsRange(figure) : usefulRange(figure));
}

function addInt8(operation: PlainOperation, at: ValueId, sources: Sources): TensorId {
  const { graph, tensor, scale } = sources;
  const output = {
    name: operation.kind === 'softmax' ? 'signed_probabilities' : operation.name,
    shape: tensorShape(operation),
    type: 'int8',
    quantization: quantization(scale(at)),
  } as const;
  switch (operation.kind) {
    case 'convolution':
    case 'depthwise': {
      const { kind } = operation;
      const { input, padding } = paddedInput(operation, sources);
      const inputs = [input, ...weightConstants(operation, at, sources)];
      const options = convolutionOptions(operation, padding);
      return graph.operate(kind, INT8_VERSION[kind], inputs, output, options);
    }
    case 'add':
    case 'multiply': {
      const { kind, inputs, activation } = operation;
      const options = activationOptions(activation);
      return graph.operate(kind, INT8_VERSION[kind], inputs.map(tensor), output, options);
    }
    case 'average': {
      const inputs = [tensor(operation.input), meanAxes(graph, operation.name)];
      return graph.operate('mean', INT8_VERSION.mean, inputs, output, KEEP_DIMENSIONS);
    }
    case 'dense': {
      const inputs = [tensor(operation.input), ...weightConstants(operation, at, sources)];
      const options = activationOptions(operation.activation);
      return graph.operate('fullyConnected', INT8_VERSION.fullyConnected, inputs, output, options);
    }
    case 'softmax': {
      const inputs = [tensor(operation.input)];
      return graph.operate('softmax', INT8_VERSION.softmax, inputs, output, BETA_ONE);
    }
  }
}

/** Kernel and bias. The picture is read as raw pixels, all of them exact; the bias takes the centre away. */
function weightConstants(
  operation: Convolution | Depthwise | Dense,
  at: ValueId,
  { graph, scale, mean, centre }: Sources,
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
    graph.constant(`${name}/bias`, [outputs], 'int32', () => bias, {
      scales: scales.map((one) => one * inputScale),
      zeroPoint: 0,
      dimension: 0,
    }),
  ];
}

/** What stands around an image means nothing, so around raw pixels it is the pixel nearest to the centre. */
function paddedInput(
  operation: Convolution | Depthwise,
  { graph, tensor, size, scale, centre }: Sources,
): { input: TensorId; padding: 'same' | 'valid' } {
  const { name, input } = operation;
  const padding = tensorflowPadding(operation, size(input));
  if (padding === 'valid' || (padding === 'same' && input !== IMAGE)) {
    return { input: tensor(input), padding };
  }
  const same = quantization(scale(input));
  const inputs = [tensor(input), paddingRows(graph, operation)];
  const middle = Math.round((centre[0] + centre[1] + centre[2]) / 3);
  const pixel = Math.min(255, Math.max(0, middle)) - 128;
  if (input === IMAGE) {
    inputs.push(graph.constant(`${name}/around`, [1], 'int8', () => Int8Array.of(pixel), same));
  }
  const kind = input === IMAGE ? 'padWith' : 'pad';
  const padded = graph.operate(kind, INT8_VERSION[kind], inputs, {
    name: `${name}/padded`,
    shape: paddedShape(operation, size(input)),
    type: 'int8',
    quantization: same,
  });
  return { input: padded, padding: 'valid' };
}
