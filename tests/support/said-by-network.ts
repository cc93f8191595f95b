import { createHash } from 'node:crypto';
import {
  IMAGE,
  type Network,
  type Operation,
  type ValueId,
} from '../../src/exporters/network/types.ts';

const NO_PADDING = { top: 0, bottom: 0, left: 0, right: 0 };

/**
 * All that a network says, whatever the order of its operations; arrays bit by bit, and
 * an affine operation as the depthwise convolution that Keras has for it.
 */
export function saidByNetwork({ size, centre, head, embedding, operations }: Network) {
  const nameOf = (id: ValueId) => (id === IMAGE ? 'IMAGE' : operations[id]?.name);
  const all = operations.map((operation) => {
    const { name, ...plain } = operation.kind === 'affine' ? asDepthwise(operation) : operation;
    const inputs = 'inputs' in plain ? plain.inputs : [plain.input];
    return [name, hashed({ ...plain, input: null, inputs: inputs.map(nameOf) })];
  });
  const result: Record<string, unknown> = Object.fromEntries(all);
  return { size, centre, head: hashed(head), embedding: nameOf(embedding), operations: result };
}

function hashed(fields: object): Record<string, unknown> {
  const entries = Object.entries(fields).map(([key, value]: [string, unknown]) => {
    if (!(value instanceof Float32Array)) return [key, value];
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return [key, createHash('sha1').update(bytes).digest('hex')];
  });
  return Object.fromEntries(entries);
}

function asDepthwise(operation: Extract<Operation, { kind: 'affine' }>): Operation {
  const { factor: kernel, offset: bias, ...rest } = operation;
  const kernelSize: [number, number] = [1, 1];
  const stride: [number, number] = [1, 1];
  return { ...rest, kind: 'depthwise', kernel, bias, kernelSize, stride, padding: NO_PADDING };
}
