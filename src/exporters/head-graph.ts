import type { Head } from '../head/types.ts';
import { CHANNELS_LAST, FLOAT, type GraphBuilder } from './graph-builder.ts';

/** What is wrong with a head, or null: array lengths that contradict each other, weights that are not finite. */
export function headFlaw(head: Head): string | null {
  const inputs = head.kind === 'hidden' ? head.units : head.features;
  const arrays: [name: string, values: Float32Array, length: number][] = [
    ['kernel', head.kernel, inputs * head.classes],
    ['bias', head.bias, head.classes],
  ];
  if (head.kind === 'hidden') {
    arrays.push(['hiddenKernel', head.hiddenKernel, head.features * head.units]);
    arrays.push(['hiddenBias', head.hiddenBias, head.units]);
  }
  for (const [name, values, length] of arrays) {
    if (values.length !== length) return `${name} has ${values.length} values, not ${length}`;
    if (!values.every(Number.isFinite)) return `${name} is not finite`;
  }
  return null;
}

/**
 * Adds the head behind `embedding`, whose shape may be [n, features] or [n, 1, 1, features].
 * Returns the name of the node with the logits, [n, classes].
 */
export function addHead(builder: GraphBuilder, head: Head, embedding: string): string {
  const shape = builder.constant('head/shape', [2], Int32Array.of(-1, head.features));
  const flat = builder.add('head/flatten', 'Reshape', [embedding, shape], {
    ...FLOAT,
    Tshape: { type: 'DT_INT32' },
  });
  if (head.kind === 'linear') {
    return addDense(builder, 'head/logits', flat, [head.features, head.classes], head);
  }
  const layer = { kernel: head.hiddenKernel, bias: head.hiddenBias };
  const hidden = addDense(builder, 'head/hidden', flat, [head.features, head.units], layer);
  const active = builder.add('head/hidden/relu', 'Relu', [hidden]);
  return addDense(builder, 'head/logits', active, [head.units, head.classes], head);
}

function addDense(
  builder: GraphBuilder,
  name: string,
  input: string,
  [rows, columns]: [number, number],
  weights: Pick<Head, 'kernel' | 'bias'>,
): string {
  const kernel = builder.constant(`${name}/kernel`, [rows, columns], weights.kernel);
  const bias = builder.constant(`${name}/bias`, [columns], weights.bias);
  const product = builder.add(`${name}/product`, 'MatMul', [input, kernel], {
    ...FLOAT,
    transpose_a: { b: false },
    transpose_b: { b: false },
  });
  return builder.add(name, 'BiasAdd', [product, bias], { ...FLOAT, data_format: CHANNELS_LAST });
}
