import { failed, ok, type Result } from '../../result.ts';
import { headAtEnd } from '../network/head-at-end.ts';
import { refusal } from '../network/layers-json.ts';
import { Refusal } from '../network/refusal.ts';
import type { Network } from '../network/types.ts';
import type { ExportFault } from '../types.ts';
import { DIALECT, INPUT, OUTPUT } from './onnx-model.ts';
import { readModel } from './read-messages.ts';
import { NodeReader } from './read-nodes.ts';

/** Of a picture, in pixels; MobileNets have 96 to 448. */
const LARGEST_SIZE = 1024;

/**
 * Reads `model.onnx` back into a network, so that TensorFlow.js can run what stands in it: ONNX
 * Runtime is larger than all of the app. Understands what `onnxModel` writes and nothing else: of
 * another operator, attribute, shape or version it gives no network rather than a wrong one.
 * Shares no memory with the file. Never throws.
 *
 * Faults: `bad-weights` for what is wrong in a tensor, `bad-graph` for anything else.
 */
export function readOnnxModel(file: Uint8Array): Result<Network, ExportFault> {
  try {
    return ok(networkOf(file));
  } catch (error) {
    if (error instanceof Refusal) return failed(error.fault);
    throw error;
  }
}

function networkOf(file: Uint8Array): Network {
  const { nodes, tensors, input, output } = readModel(file, DIALECT);
  const [count, size, width, channels] = input.shape;
  const square = typeof size === 'number' && size > 0 && size <= LARGEST_SIZE && size === width;
  if (input.name !== INPUT || !square || count !== null || channels !== 3) {
    throw refusal(input.name, `pictures of shape [${input.shape}]`);
  }
  const reader = new NodeReader(tensors, nodes, size);
  for (const node of nodes) reader.read(node);
  const { centre, operations } = reader.finish(OUTPUT);
  const answers = operations.at(-1)?.shape[2];
  if (output.name !== OUTPUT || `${output.shape}` !== `${[null, answers]}`) {
    throw refusal(output.name, `answers of shape [${output.shape}]`);
  }
  return { size, centre, operations, ...headAtEnd(operations) };
}
