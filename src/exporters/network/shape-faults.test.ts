import { test } from 'vitest';
import { integers, word } from '../../../tests/support/graph-sketch.ts';
import { checkFlaw, type Flaw } from '../../../tests/support/network-flaws.ts';

const shapes: Flaw[] = [
  {
    name: 'a depthwise multiplier',
    draw: (graph) => graph.mean(graph.depthwise(graph.cells(3), [3, 3, 3, 2])),
    fault: 'multiplier 2',
  },
  {
    name: 'a kernel for other channels',
    draw: (graph) => graph.mean(graph.convolution(graph.cells(6), [3, 3, 3, 6])),
    fault: 'a kernel for 3 channels, not 6',
  },
  {
    name: 'a kernel larger than the image',
    draw: (graph) =>
      graph.mean(graph.convolution(graph.cells(6), [29, 1, 6, 6], { padding: 'VALID' })),
    fault: 'a kernel larger than the image',
  },
  {
    name: 'a kernel made from the picture',
    draw: (graph) => {
      const cells = graph.cells(6);
      return graph.op('Conv2D', [cells, cells], {
        strides: integers(1, 1, 1, 1),
        padding: word('SAME'),
      });
    },
    fault: 'input 1 is not a constant',
  },
  {
    name: 'a constant for each place',
    draw: (graph) => graph.mean(graph.op('AddV2', [graph.cells(6), graph.random([28, 28, 6])])),
    fault: 'a constant of shape [28,28,6] for [28,28,6]',
  },
  {
    name: 'a constant that would make one channel many',
    draw: (graph) => graph.mean(graph.op('AddV2', [graph.cells(1), graph.random([6])])),
    fault: 'a constant of shape [6] for [28,28,1]',
  },
  {
    name: 'a constant down the rows',
    draw: (graph) => graph.mean(graph.op('Mul', [graph.cells(6), graph.random([6, 1, 1])])),
    fault: 'a constant of shape [6,1,1] for [28,28,6]',
  },
  {
    name: 'a flat vector on an image, which would lie along its rows',
    draw: (graph) => {
      const cells = graph.cells(28);
      return graph.mean(graph.op('AddV2', [cells, graph.mean(cells, false)]));
    },
    fault: '[28,28,28] with [28]',
  },
  {
    name: 'an offset behind a Pad, which would move its zeros',
    draw: (graph) => {
      const padded = graph.op('Pad', [graph.cells(6), graph.paddings(0, 0, 1, 1, 1, 1, 0, 0)]);
      const shifted = graph.op('AddV2', [padded, graph.random([6])]);
      return graph.mean(graph.convolution(shifted, [3, 3, 6, 6], { padding: 'VALID' }));
    },
    fault: 'moves the zeros of a Pad',
  },
  {
    name: 'a Pad that no convolution reads',
    draw: (graph) =>
      graph.mean(graph.op('Pad', [graph.cells(6), graph.paddings(0, 0, 1, 1, 1, 1, 0, 0)])),
    fault: 'reads a Pad',
  },
  {
    name: 'a Pad of the channels',
    draw: (graph) =>
      graph.mean(graph.op('Pad', [graph.cells(5), graph.paddings(0, 0, 0, 0, 0, 0, 0, 1)])),
    fault: 'paddings 0,0,0,0,0,0,0,1',
  },
  {
    name: 'a mean over the channels',
    draw: (graph) => graph.op('Mean', [graph.cells(6), graph.constant([2, 3])]),
    fault: 'axes 2,3 of [28,28,6]',
  },
  {
    name: 'an image laid flat',
    draw: (graph) => graph.op('Reshape', [graph.cells(6), graph.constant([-1, 28 * 28 * 6])]),
    fault: '[28,28,6] to [-1,4704]',
  },
  {
    name: 'a vector laid across the batch',
    draw: (graph) => graph.op('Reshape', [graph.mean(graph.cells(6)), graph.constant([6, -1])]),
    fault: '[1,1,6] to [6,-1]',
  },
  {
    name: 'rows and columns swapped',
    draw: (graph) =>
      graph.mean(graph.op('Transpose', [graph.cells(6), graph.constant([0, 2, 1, 3])])),
    fault: '[28,28,6] by 0,2,1,3',
  },
  {
    name: 'a mean over the channels of a turned vector',
    draw: (graph) => {
      const mean = graph.mean(graph.cells(6));
      return graph.mean(graph.op('Transpose', [mean, graph.constant([0, 3, 1, 2])]));
    },
    fault: 'axes 1,2 of [6,1,1]',
  },
  {
    name: 'squeezed rows of which there are many',
    draw: (graph) => graph.op('Squeeze', [graph.cells(6)], { squeeze_dims: integers(1) }),
    fault: 'dimensions 1 of [28,28,6]',
  },
  {
    name: "a batch norm's second output",
    draw: (graph) => {
      const four = [1, 2, 3, 4].map(() => graph.random([6], { centre: 1, deviation: 0 }));
      const normed = graph.op('FusedBatchNormV3', [graph.cells(6), ...four]);
      return graph.mean(`${normed}:1`);
    },
    fault: 'reads FusedBatchNormV3:1',
  },
  {
    name: 'a convolution without a kernel',
    draw: (graph) =>
      graph.op('Conv2D', [graph.cells(6)], {
        strides: integers(1, 1, 1, 1),
        padding: word('SAME'),
      }),
    fault: 'no input 1',
  },
  {
    name: 'an input of another size',
    draw: (graph) => graph.mean(graph.cells(6)),
    imageShape: [-1, 192, 192, 3],
    fault: 'an input of shape [-1,192,192,3]',
  },
  {
    name: 'an embedding with places',
    draw: (graph) => graph.cells(6),
    fault: 'Relu is not a vector',
  },
];

test.each(shapes)('refused: $name', checkFlaw);
