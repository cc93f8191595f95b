import { PREPROCESSING } from '../../picture/preprocessing.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { Network } from '../network/types.ts';
import type { ExportFault } from '../types.ts';
import { GraphBuilder } from './graph-builder.ts';
import { NetworkNodes } from './network-nodes.ts';
import { graph, model, node, value } from './onnx-messages.ts';

/** ONNX 1.12, of 2022, and its file format (https://github.com/onnx/onnx/blob/main/docs/Versioning.md): ONNX Runtime reads it since 1.12. */
export const DIALECT = { opset: 17, irVersion: 8 };

export const INPUT = 'image';
export const OUTPUT = 'probabilities';

export interface OnnxFacts {
  /** In the order of the outputs. */
  labels: string[];
  /** Anything else that a reader should find in the file. */
  metadata: Record<string, string>;
  producerVersion: string;
}

/**
 * `model.onnx`: input `image`, [n, 224, 224, 3] float32, raw RGB pixels from 0 to 255; output
 * `probabilities`, [n, classes]. Its metadata hold `labels` (a JSON array) and `preprocessing` (a
 * JSON object) beside what `facts.metadata` gives.
 * Shares no memory with the network.
 */
export function onnxModel(
  network: Network,
  facts: OnnxFacts,
): Result<Uint8Array<ArrayBuffer>, ExportFault> {
  const { size, centre, operations } = network;
  const last = operations.at(-1);
  if (last?.kind !== 'softmax') {
    return failed({ kind: 'bad-graph', detail: 'the last operation is no softmax' });
  }
  const [, , classes] = last.shape;
  if (facts.labels.length !== classes) {
    return failed({ kind: 'bad-labels', labels: facts.labels.length, outputs: classes });
  }
  const builder = new GraphBuilder([INPUT, OUTPUT]);
  const middle = builder.weights('centre', [3], Float32Array.from(centre));
  const centred = builder.node('Sub', [INPUT, middle], 'centred');
  // Pixels come as every other format of ours takes them; this is the only transposition.
  const channelsFirst = builder.node('Transpose', [centred], 'channels_first', {
    perm: [0, 3, 1, 2],
  });
  const nodes = new NetworkNodes(builder, channelsFirst);
  operations.slice(0, -1).forEach((operation, id) => {
    nodes.write(operation, id);
  });
  builder.nodes.push(node('Softmax', [nodes.row(last.input)], OUTPUT, { axis: 1 }));
  const { initializers } = builder;
  const body = graph('show_and_tell', {
    nodes: builder.nodes,
    initializers,
    inputs: [value(INPUT, ['n', size, size, 3])],
    outputs: [value(OUTPUT, ['n', classes])],
  });
  return ok(
    model(body, {
      ...DIALECT,
      producer: 'Show & Tell',
      producerVersion: facts.producerVersion,
      metadata: {
        ...facts.metadata,
        labels: JSON.stringify(facts.labels),
        preprocessing: JSON.stringify({
          ...PREPROCESSING,
          input: 'float32 0 to 255, [n, 224, 224, 3]',
        }),
      },
    }).join(),
  );
}
