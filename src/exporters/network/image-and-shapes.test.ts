import { beforeAll, describe, test } from 'vitest';
import { useWasm } from '../../../tests/support/export-engine.ts';
import { integers, word, words } from '../../../tests/support/graph-sketch.ts';
import {
  batchNorm,
  CELLS,
  checkRule,
  MEAN,
  type Rule,
} from '../../../tests/support/network-rules.ts';
import type { Network } from './types.ts';

beforeAll(useWasm);

const images: Rule[] = [
  {
    name: 'pixels less their means, in units of their deviations',
    draw: (graph) => {
      const less = graph.op('Sub', [graph.image, graph.constant([123.7, 116.3, 103.5], [3])]);
      const scaled = graph.op('RealDiv', [less, graph.constant([58.4, 57.1, 57.4], [3])]);
      return graph.mean(graph.op('Relu', [graph.convolution(scaled, [9, 9, 3, 6], { stride: 4 })]));
    },
    operations: ['convolution 2323 relu', MEAN],
    inputRange: [0, 255],
    centre: [123.7, 116.3, 103.5].map(Math.fround) as Network['centre'],
  },
  {
    name: 'raw pixels',
    draw: (graph) => graph.mean(graph.cells(6)),
    operations: [CELLS, MEAN],
    inputRange: [0, 255],
    centre: [0, 0, 0],
  },
  {
    name: 'pixels that something else than a convolution reads',
    draw: (graph) => {
      const lit = graph.op('Relu6', [graph.image]);
      return graph.mean(graph.convolution(lit, [8, 8, 3, 6], { stride: 8 }));
    },
    operations: ['affine relu6', 'convolution', MEAN],
    centre: [127.5, 127.5, 127.5],
  },
  {
    name: 'pixels read in two ways',
    draw: (graph) => {
      const [strided, shape] = [{ stride: 8 }, [9, 9, 3, 6]];
      const other = graph.op('AddV2', [graph.image, graph.constant([0.25], [1])]);
      const sum = [
        graph.convolution(other, shape, strided),
        graph.convolution(graph.image, shape, strided),
      ];
      return graph.mean(graph.op('AddV2', sum));
    },
    operations: ['convolution 0101', 'affine', 'convolution 0101', 'add', MEAN],
    centre: [127.5, 127.5, 127.5],
  },
  {
    name: 'pixels whose centre lies far off',
    draw: (graph) => {
      const flat = graph.op('Mul', [graph.image, graph.constant([0.03], [])]);
      const shifted = graph.op('AddV2', [flat, graph.constant([3], [])]);
      return graph.mean(graph.convolution(shifted, [9, 9, 3, 6], { stride: 8 }));
    },
    operations: ['affine', 'convolution 0101', MEAN],
    centre: [0, 0, 0],
  },
];

const shapes: Rule[] = [
  {
    name: 'Pad before a convolution without padding, and with one of its own',
    draw: (graph) => {
      const around = (input: string, zeros: number[]) =>
        graph.op('Pad', [input, graph.paddings(0, 0, ...zeros, 0, 0)]);
      const first = graph.convolution(around(graph.cells(6), [2, 0, 1, 1]), [3, 3, 6, 6], {
        stride: 2,
        padding: 'VALID',
      });
      const second = graph.depthwise(around(graph.op('Relu', [first]), [1, 2, 0, 0]), [3, 3, 6, 1]);
      return graph.mean(second);
    },
    operations: [CELLS, 'convolution 2011 relu', 'depthwise 2311', MEAN],
  },
  {
    name: 'Pad of a scaled image',
    draw: (graph) => {
      const padded = graph.op('Pad', [graph.image, graph.paddings(0, 0, 3, 3, 3, 3, 0, 0)]);
      const scaled = graph.op('Mul', [padded, graph.random([3])]);
      return graph.mean(graph.convolution(scaled, [8, 8, 3, 6], { stride: 6, padding: 'VALID' }));
    },
    operations: ['convolution 3333', MEAN],
    centre: [127.5, 127.5, 127.5],
  },
  {
    name: 'explicit paddings, and a kernel that is no square',
    draw: (graph) => {
      const options = {
        padding: 'EXPLICIT' as const,
        attr: { explicit_paddings: integers(0, 0, 0, 1, 2, 1, 0, 0) },
      };
      return graph.mean(graph.convolution(graph.cells(6), [2, 4, 6, 5], options));
    },
    operations: [CELLS, 'convolution 0121', MEAN],
  },
  {
    name: 'fused operations, and an odd length under SAME with stride 2',
    draw: (graph) => {
      const odd = graph.convolution(graph.image, [4, 4, 3, 6], { stride: 4, padding: 'VALID' });
      const spare = graph.convolution(odd, [2, 2, 6, 6], { padding: 'VALID' });
      const spread = graph.depthwise(spare, [3, 3, 6, 1], {
        op: 'FusedDepthwiseConv2dNative',
        stride: 2,
        more: [graph.random([6])],
        attr: { fused_ops: words('BiasAdd', 'Relu6'), num_args: { i: '1' } },
      });
      const last = graph.convolution(spread, [1, 1, 6, 5], {
        op: '_FusedConv2D',
        more: [graph.random([5])],
        attr: { fused_ops: words('BiasAdd'), num_args: { i: '1' } },
      });
      return graph.mean(last);
    },
    operations: [
      'convolution 0000',
      'convolution 0000',
      'depthwise 1111 relu6',
      'convolution 0000',
      MEAN,
    ],
  },
  {
    name: 'pooling of single pixels, of four, and of all',
    draw: (graph) => {
      const pool = (input: string, side: number, stride: number) =>
        graph.op('AvgPool', [input], {
          ksize: integers(1, side, side, 1),
          strides: integers(1, stride, stride, 1),
          padding: word('VALID'),
        });
      return pool(pool(pool(graph.cells(6), 1, 1), 2, 2), 14, 1);
    },
    operations: [CELLS, 'depthwise 0000', MEAN],
  },
  {
    name: 'vectors turned about and laid flat',
    draw: (graph) => {
      const mean = graph.mean(graph.cells(6));
      const turned = graph.op('Transpose', [mean, graph.constant([0, 3, 1, 2])], {
        Tperm: { type: 'DT_INT32' },
      });
      const flat = graph.op('Reshape', [turned, graph.constant([-1, 6])]);
      const shifted = graph.op('AddV2', [flat, graph.random([6])]);
      const back = graph.op('Reshape', [shifted, graph.constant([-1, 1, 1, 6])]);
      const wide = graph.op('Relu', [graph.convolution(back, [1, 1, 6, 9])]);
      const squeezed = graph.op('Squeeze', [wide], { squeeze_dims: integers(1, 2) });
      return graph.op('Identity', [graph.op('Mul', [squeezed, graph.random([1, 9])])]);
    },
    operations: [CELLS, MEAN, 'convolution 0000 relu', 'affine'],
  },
  {
    name: 'a mean that keeps no lengths',
    draw: (graph) => graph.op('Relu6', [batchNorm(graph, graph.mean(graph.cells(6), false))]),
    operations: [CELLS, MEAN, 'affine relu6'],
  },
];

describe.each([
  ['the image', images],
  ['shapes', shapes],
])('%s', (_, rules) => {
  test.each(rules)('$name', checkRule);
});
