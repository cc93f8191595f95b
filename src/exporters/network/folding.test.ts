import { beforeAll, describe, expect, test } from 'vitest';
import { useWasm } from '../../../tests/support/export-engine.ts';
import { seededHead } from '../../../tests/support/export-source.ts';
import { GraphSketch } from '../../../tests/support/graph-sketch.ts';
import {
  batchNorm,
  CELLS,
  checkRule,
  MEAN,
  type Rule,
} from '../../../tests/support/network-rules.ts';
import { buildNetwork } from './build-network.ts';

beforeAll(useWasm);

const arithmetic: Rule[] = [
  {
    name: 'batch norm into a convolution',
    draw: (graph) =>
      graph.mean(graph.op('Relu6', [batchNorm(graph, convolved(graph, graph.cells(6), 5), 5)])),
    operations: [CELLS, 'convolution 1111 relu6', MEAN],
  },
  {
    name: 'product and sum into a depthwise convolution',
    draw: (graph) => {
      const spread = graph.depthwise(graph.cells(6), [3, 3, 6, 1]);
      const scaled = graph.op('Mul', [spread, graph.random([6], { centre: 1 })]);
      const shifted = graph.op('AddV2', [graph.random([1, 1, 1, 6]), scaled]);
      return graph.mean(graph.op('Relu', [shifted]));
    },
    operations: [CELLS, 'depthwise 1111 relu', MEAN],
  },
  {
    name: 'a bias, a difference and a quotient, either way round',
    draw: (graph) => {
      const biased = graph.op('BiasAdd', [convolved(graph, graph.cells(6), 4), graph.random([4])]);
      const less = graph.op('Sub', [biased, graph.random([4])]);
      const from = graph.op('Sub', [graph.random([4]), less]);
      return graph.mean(graph.op('RealDiv', [from, graph.random([], { centre: 3 })]));
    },
    operations: [CELLS, 'convolution 1111', MEAN],
  },
  {
    name: 'the bias that grappler puts behind a residual sum',
    draw: (graph) => {
      const cells = graph.cells(6);
      const sum = graph.op('AddN', [convolved(graph, cells, 6), cells], { N: { i: '2' } });
      const biased = graph.op('Add', [graph.random([6]), sum]);
      return graph.mean(graph.op('AddN', [convolved(graph, biased, 6), biased], { N: { i: '2' } }));
    },
    operations: [CELLS, 'convolution 1111', 'add', 'convolution 1111', 'add', MEAN],
  },
  {
    name: 'no bias into a term that others read, where what follows can take it',
    draw: (graph) => {
      const cells = graph.cells(6);
      const shared = convolved(graph, cells, 6);
      const biased = graph.op('Add', [graph.op('AddV2', [shared, cells]), graph.random([6])]);
      const narrow = graph.convolution(biased, [1, 1, 6, 6]);
      return graph.mean(graph.op('AddV2', [narrow, shared]));
    },
    operations: [CELLS, 'convolution 1111', 'add', 'convolution 0000', 'add', MEAN],
  },
  {
    name: 'a sum of three, then Relu',
    draw: (graph) => {
      const cells = graph.cells(6);
      const terms = [convolved(graph, cells, 6), cells, convolved(graph, cells, 6)];
      return graph.mean(graph.op('Relu', [graph.op('AddN', terms, { N: { i: '3' } })]));
    },
    operations: [CELLS, 'convolution 1111', 'convolution 1111', 'add', 'add relu', MEAN],
  },
  {
    name: 'the difference of two convolutions',
    draw: (graph) => {
      const cells = graph.cells(6);
      return graph.mean(graph.op('Sub', [convolved(graph, cells, 4), convolved(graph, cells, 4)]));
    },
    operations: [CELLS, 'convolution 1111', 'convolution 1111', 'add', MEAN],
  },
  {
    name: 'nothing into a convolution that others read as it is',
    draw: (graph) => {
      const shared = convolved(graph, graph.cells(6), 6);
      const normed = graph.op('Relu', [batchNorm(graph, shared)]);
      return graph.mean(graph.op('AddV2', [shared, normed]));
    },
    operations: [CELLS, 'convolution 1111', 'affine relu', 'add', MEAN],
  },
  {
    name: 'a map that all readers of a convolution share',
    draw: (graph) => {
      const normed = batchNorm(graph, convolved(graph, graph.cells(6), 6));
      return graph.mean(graph.op('AddV2', [normed, graph.op('Relu6', [normed])]));
    },
    operations: [CELLS, 'convolution 1111', 'affine relu6', 'add', MEAN],
  },
  {
    name: 'one affine for two readers',
    draw: (graph) => {
      const shifted = graph.op('AddV2', [graph.cells(6), graph.random([6])]);
      const wide = [3, 3, 6, 6];
      const sum = [graph.convolution(shifted, wide), graph.convolution(shifted, wide)];
      return graph.mean(graph.op('AddV2', sum));
    },
    operations: [CELLS, 'affine', 'convolution 1111', 'convolution 1111', 'add', MEAN],
  },
];

const consumers: Rule[] = [
  {
    name: 'a factor into the convolution behind it, zeros or not',
    draw: (graph) => {
      const scaled = graph.op('Mul', [graph.cells(6), graph.random([6])]);
      return graph.mean(graph.convolution(scaled, [3, 3, 6, 5]));
    },
    operations: [CELLS, 'convolution 1111', MEAN],
  },
  {
    name: 'an offset into the convolution behind it where there are no zeros',
    draw: (graph) => {
      const normed = batchNorm(graph, graph.cells(6));
      return graph.mean(graph.convolution(normed, [3, 3, 6, 5], { padding: 'VALID' }));
    },
    operations: [CELLS, 'convolution 0000', MEAN],
  },
  {
    name: 'an offset into the depthwise convolution behind it where there are no zeros',
    draw: (graph) => {
      const normed = batchNorm(graph, graph.cells(6));
      return graph.mean(graph.depthwise(normed, [3, 3, 6, 1], { padding: 'VALID' }));
    },
    operations: [CELLS, 'depthwise 0000', MEAN],
  },
  {
    name: 'an offset before zeros into nothing',
    draw: (graph) => {
      const normed = batchNorm(graph, graph.cells(6));
      return graph.mean(graph.depthwise(normed, [3, 3, 6, 1]));
    },
    operations: [CELLS, 'affine', 'depthwise 1111', MEAN],
  },
  {
    name: 'hard swish and a gate for each channel, as MobileNet v3 has them',
    draw: (graph) => {
      const swished = hardSwish(graph, convolved(graph, graph.cells(6), 8));
      const gate = graph.op('Relu6', [convolved(graph, graph.mean(swished), 8, 8)]);
      const gated = graph.op('Mul', [
        graph.op('Mul', [graph.constant([1 / 6], []), gate]),
        swished,
      ]);
      return graph.mean(graph.depthwise(gated, [3, 3, 8, 1]));
    },
    operations: [
      CELLS,
      'convolution 1111',
      'affine relu6',
      'multiply',
      MEAN,
      'convolution 1111 relu6',
      'multiply',
      'depthwise 1111',
      MEAN,
    ],
  },
  {
    name: 'a product with an offset',
    draw: (graph) => {
      const cells = graph.cells(6);
      return graph.mean(graph.op('Mul', [batchNorm(graph, cells), cells]));
    },
    operations: [CELLS, 'affine', 'multiply', MEAN],
  },
];

describe.each([
  ['what follows a convolution', arithmetic],
  ['what stands before one', consumers],
])('%s', (_, rules) => {
  test.each(rules)('$name', checkRule);
});

test('a constant among the terms of AddN, which tfjs itself cannot spread', () => {
  const drawn = [true, false].map((mixed) => {
    const graph = new GraphSketch();
    const cells = graph.cells(6);
    const terms = [convolved(graph, cells, 6), cells];
    const bias = graph.random([6]);
    const sum = mixed
      ? graph.op('AddN', [terms[0], bias, terms[1]], { N: { i: '3' } })
      : graph.op('AddV2', [graph.op('AddV2', terms), bias]);
    return buildNetwork(graph.backbone(graph.mean(sum)), seededHead('linear', 6, 2));
  });
  expect(drawn[0].ok).toBe(true);
  expect(drawn[0]).toEqual(drawn[1]);
});

function convolved(graph: GraphSketch, input: string, outputs: number, inputs = 6): string {
  return graph.convolution(input, [3, 3, inputs, outputs]);
}

/** x · relu6(x + 3) / 6, as the hub's graph spells it. */
function hardSwish(graph: GraphSketch, input: string): string {
  const sixth = graph.op('Mul', [graph.constant([1 / 6], []), input]);
  const gate = graph.op('Relu6', [graph.op('AddV2', [input, graph.constant([3], [])])]);
  return graph.op('Mul', [sixth, gate]);
}
