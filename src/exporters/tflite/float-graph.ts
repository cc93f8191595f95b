import { type PlainOperation, withoutAffines } from '../network/affine-as-depthwise.ts';
import { tensorflowPadding } from '../network/tensorflow-padding.ts';
import {
  type Convolution,
  type Dense,
  type Depthwise,
  IMAGE,
  type Network,
  type ValueId,
} from '../network/types.ts';
import {
  activationOptions,
  BETA_ONE,
  convolutionOptions,
  KEEP_DIMENSIONS,
  meanAxes,
  paddingRows,
} from './operator-options.ts';
import { imageSize, kernelShape, paddedShape, tensorShape } from './tensor-shapes.ts';
import type { TensorId } from './tflite-file.ts';
import { type GraphWithEnds, TfliteGraph } from './tflite-graph.ts';
import { outputsFirst } from './weight-order.ts';

interface Sources {
  graph: TfliteGraph;
  tensor: (id: ValueId) => TensorId;
  size: (id: ValueId) => [number, number];
}

/** The network in 32-bit numbers; raw pixels in, so its first operator takes the centre away. */
export function floatGraph(network: Network): GraphWithEnds {
  const { size, centre, operations } = network;
  const graph = new TfliteGraph();
  const image = { shape: [1, size, size, 3], type: 'float32' } as const;
  const input = graph.calculated({ name: 'image', ...image });
  const taken = graph.constant('centre', [3], 'float32', () => Float32Array.from(centre));
  const centred = graph.operate(
    'subtract',
    1,
    [input, taken],
    { name: 'centred', ...image },
    activationOptions('none'),
  );
  const made: TensorId[] = [];
  const sources: Sources = {
    graph,
    tensor: (id) => (id === IMAGE ? centred : (made[id] ?? centred)),
    size: (id) => imageSize(network, id),
  };
  for (const operation of withoutAffines(operations)) made.push(addFloat(operation, sources));
  return { graph, input, output: made.at(-1) ?? input };
}

function addFloat(operation: PlainOperation, sources: Sources): TensorId {
  const { graph, tensor } = sources;
  const output = { name: operation.name, shape: tensorShape(operation), type: 'float32' } as const;
  switch (operation.kind) {
    case 'convolution':
    case 'depthwise': {
      const padding = tensorflowPadding(operation, sources.size(operation.input));
      const input = padding ? tensor(operation.input) : addPadding(operation, sources);
      const inputs = [input, ...convolutionWeights(graph, operation)];
      const options = convolutionOptions(operation, padding ?? 'valid');
      return graph.operate(operation.kind, 1, inputs, output, options);
    }
    case 'add':
    case 'multiply': {
      const options = activationOptions(operation.activation);
      return graph.operate(operation.kind, 1, operation.inputs.map(tensor), output, options);
    }
    case 'average': {
      const inputs = [tensor(operation.input), meanAxes(graph, operation.name)];
      return graph.operate('mean', 1, inputs, output, KEEP_DIMENSIONS);
    }
    case 'dense': {
      const inputs = [tensor(operation.input), ...denseWeights(graph, operation)];
      const options = activationOptions(operation.activation);
      return graph.operate('fullyConnected', 1, inputs, output, options);
    }
    case 'softmax':
      return graph.operate('softmax', 1, [tensor(operation.input)], output, BETA_ONE);
  }
}

function addPadding(operation: Convolution | Depthwise, { graph, tensor, size }: Sources) {
  const { name, input } = operation;
  return graph.operate('pad', 1, [tensor(input), paddingRows(graph, operation)], {
    name: `${name}/padded`,
    shape: paddedShape(operation, size(input)),
    type: 'float32',
  });
}

function convolutionWeights(graph: TfliteGraph, operation: Convolution | Depthwise): TensorId[] {
  const { kind, name, kernel, bias } = operation;
  return [
    graph.constant(`${name}/kernel`, kernelShape(operation), 'float32', () =>
      kind === 'depthwise' ? kernel : outputsFirst(kernel, bias.length),
    ),
    graph.constant(`${name}/bias`, [bias.length], 'float32', () => bias),
  ];
}

function denseWeights(graph: TfliteGraph, { name, kernel, bias }: Dense): TensorId[] {
  const outputs = bias.length;
  return [
    graph.constant(`${name}/kernel`, [outputs, kernel.length / outputs], 'float32', () =>
      outputsFirst(kernel, outputs),
    ),
    graph.constant(`${name}/bias`, [outputs], 'float32', () => bias),
  ];
}
