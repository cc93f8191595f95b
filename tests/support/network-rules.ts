import { expect } from 'vitest';
import type { Network } from '../../src/exporters/network/types.ts';
import { compareWithGraph } from './compare-network.ts';
import { GraphSketch } from './graph-sketch.ts';
import { runNetwork } from './run-network.ts';

/** A graph, and the operations up to its embedding, with their activations and padding. */
export interface Rule {
  name: string;
  draw: (graph: GraphSketch) => string;
  operations: string[];
  inputRange?: [number, number];
  centre?: Network['centre'];
}

/** What `GraphSketch.cells` becomes. */
export const CELLS = 'convolution relu';
export const MEAN = 'average';

/** Draws the graph, and compares the network with it: its answers by tfjs, and its operations. */
export async function checkRule({ draw, operations, inputRange, centre }: Rule): Promise<void> {
  const graph = new GraphSketch();
  const backbone = graph.backbone(draw(graph), inputRange);
  const { network, difference, told } = await compareWithGraph(
    backbone,
    (built, pixels) => runNetwork(built, pixels)[built.embedding],
  );
  expect(difference).toBeLessThan(1e-5);
  expect(told).toBeGreaterThan(1e-4);
  expect(describeOperations(network)).toEqual(operations);
  if (centre) expect(network.centre).toEqual(centre);
}

function describeOperations({ operations, embedding }: Network): string[] {
  return operations.slice(0, embedding + 1).map((operation) => {
    const parts: string[] = [operation.kind];
    const isCells =
      'stride' in operation && operation.stride[0] === 8 && operation.kernelSize[0] === 8;
    if ('padding' in operation && !isCells) {
      const { top, bottom, left, right } = operation.padding;
      parts.push([top, bottom, left, right].join(''));
    }
    if ('activation' in operation && operation.activation !== 'none') {
      parts.push(operation.activation);
    }
    return parts.join(' ');
  });
}

/** A batch norm with an epsilon that counts. */
export function batchNorm(graph: GraphSketch, input: string, channels = 6): string {
  return graph.op(
    'FusedBatchNormV3',
    [
      input,
      graph.random([channels], { centre: 1 }),
      graph.random([channels]),
      graph.random([channels]),
      graph.constant(
        Array.from({ length: channels }, (_, at) => 0.5 + at / 8),
        [channels],
      ),
    ],
    { epsilon: { f: 0.01 }, is_training: { b: false } },
  );
}
