import type { GraphBuilder } from './graph-builder.ts';

/** Numbers that can only be scale · n, n an integer from `least` to `most`. */
export interface Rounding {
  scale: number;
  least: number;
  most: number;
}

/**
 * Adds nodes that round a value as an integer runtime does when it stores it (but for ties and the
 * last bit of its arithmetic): a float runtime then answers as that one will.
 * @returns the node with the rounded value.
 */
export function addRounding(
  builder: GraphBuilder,
  node: string,
  { scale, least, most }: Rounding,
): string {
  const number = (name: string, value: number) =>
    builder.constant(`${node}/${name}`, [], Float32Array.of(value));
  const step = number('step', scale);
  const steps = builder.add(`${node}/steps`, 'RealDiv', [node, step]);
  const whole = builder.add(`${node}/whole`, 'Round', [steps]);
  const bounds = [number('least', least), number('most', most)];
  const stored = builder.add(`${node}/stored`, 'ClipByValue', [whole, ...bounds]);
  return builder.add(`${node}/rounded`, 'Mul', [stored, step]);
}
