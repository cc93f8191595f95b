import { describe, expect, test } from 'vitest';
import { seededHead } from '../../../tests/support/export-source.ts';
import { GraphSketch, integers, word, words } from '../../../tests/support/graph-sketch.ts';
import { checkFlaw, type Flaw } from '../../../tests/support/network-flaws.ts';
import { buildNetwork } from './build-network.ts';

const HEAD = seededHead('linear', 6, 3);

const unknown: Flaw[] = [
  {
    name: 'an operation that no MobileNet has',
    draw: (graph) => graph.mean(graph.op('Elu', [graph.cells(6)])),
    fault: { kind: 'unknown-operation', op: 'Elu' },
  },
  {
    name: 'an operation of heads',
    draw: (graph) => graph.op('Softmax', [graph.mean(graph.cells(6))]),
    fault: { kind: 'unknown-operation', op: 'Softmax' },
  },
  {
    name: 'an activation that nobody fuses with a MobileNet',
    draw: (graph) =>
      fused(graph, { fused_ops: words('BiasAdd', 'Prelu') }, [
        graph.random([6]),
        graph.random([6]),
      ]),
    fault: { kind: 'unknown-operation', op: '_FusedConv2D + BiasAdd + Prelu' },
  },
  {
    name: 'a fused operation named as a member of every object',
    draw: (graph) => fused(graph, { fused_ops: words('constructor') }),
    fault: { kind: 'unknown-operation', op: '_FusedConv2D + constructor' },
  },
  {
    name: 'a constant divided by the picture',
    draw: (graph) => graph.mean(graph.op('RealDiv', [graph.constant([1], []), graph.cells(6)])),
    fault: { kind: 'unknown-operation', op: 'RealDiv' },
  },
];

const attributes: Flaw[] = [
  {
    name: 'dilations',
    draw: (graph) => wide(graph, { dilations: integers(1, 2, 2, 1) }),
    fault: 'dilations 1,2,2,1',
  },
  {
    name: 'channels first',
    draw: (graph) => wide(graph, { data_format: word('NCHW') }),
    fault: 'data_format NCHW',
  },
  {
    name: 'strides over the batch',
    draw: (graph) => wide(graph, { strides: integers(2, 1, 1, 1) }),
    fault: 'strides 2,1,1,1',
  },
  {
    name: 'no strides',
    draw: (graph) => wide(graph, { strides: undefined }),
    fault: 'no strides',
  },
  {
    name: 'strides that are no numbers',
    draw: (graph) => wide(graph, { strides: { list: { i: ['1', 'two', '2', '1'] } } }),
    fault: 'unreadable strides',
  },
  {
    name: 'padding that is no base64',
    draw: (graph) => wide(graph, { padding: { s: '§' } }),
    fault: 'unreadable padding',
  },
  {
    name: 'padding of another name',
    draw: (graph) => wide(graph, { padding: word('FULL') }),
    fault: 'padding FULL',
  },
  {
    name: 'explicit paddings of the channels',
    draw: (graph) =>
      wide(graph, {
        padding: word('EXPLICIT'),
        explicit_paddings: integers(0, 0, 1, 1, 1, 1, 0, 1),
      }),
    fault: 'paddings 0,0,1,1,1,1,0,1',
  },
  {
    name: 'pooling with zeros',
    draw: (graph) =>
      graph.mean(
        graph.op('AvgPool', [graph.cells(6)], {
          ksize: integers(1, 3, 3, 1),
          strides: integers(1, 1, 1, 1),
          padding: word('SAME'),
        }),
      ),
    fault: 'padding',
  },
];

describe.each([
  ['an operation', unknown],
  ['an attribute', attributes],
])('%s that it does not know', (_, flaws) => {
  test.each(flaws)('$name', checkFlaw);
});

describe('numbers', () => {
  const plain = (graph: GraphSketch) => graph.mean(graph.cells(6));

  test('a weight that is not finite', () => {
    const graph = new GraphSketch();
    const node = graph.op('AddV2', [plain(graph), graph.constant([Number.NaN], [1])]);
    expect(buildNetwork(graph.backbone(node), HEAD)).toMatchObject({
      fault: { kind: 'bad-weights', detail: 'constant: not finite' },
    });
  });

  test.each([
    ['a division by zero', 'RealDiv', 0],
    ['a product too large for 32 bits', 'Mul', 3e38],
  ])('%s', (_, op, value) => {
    const graph = new GraphSketch();
    const scaled = graph.op(op, [plain(graph), graph.constant([value], [1])]);
    const twice = graph.op('Mul', [scaled, graph.constant([1000], [1])]);
    expect(buildNetwork(graph.backbone(twice), HEAD)).toMatchObject({
      fault: { kind: 'bad-weights', detail: 'affine_1: not finite' },
    });
  });

  test('a pixel range of nothing', () => {
    const graph = new GraphSketch();
    const built = buildNetwork(graph.backbone(plain(graph), [1, 1]), HEAD);
    expect(built).toMatchObject({ fault: { kind: 'bad-graph', detail: 'pixel range 1 to 1' } });
  });

  test('weights of another length than their list says', () => {
    const graph = new GraphSketch();
    const backbone = graph.backbone(plain(graph));
    const artifacts = { ...backbone.artifacts, weights: backbone.artifacts.weights.slice(4) };
    expect(buildNetwork({ ...backbone, artifacts }, HEAD)).toMatchObject({
      fault: { kind: 'bad-weights' },
    });
  });

  test('a head for other embeddings, or out of shape', () => {
    const graph = new GraphSketch();
    const backbone = graph.backbone(plain(graph));
    expect(buildNetwork(backbone, seededHead('linear', 7, 3))).toEqual({
      ok: false,
      fault: { kind: 'wrong-features', head: 7, backbone: 6 },
    });
    const short = { ...HEAD, bias: new Float32Array(2) };
    expect(buildNetwork(backbone, short)).toMatchObject({ fault: { kind: 'bad-head' } });
  });
});

function wide(graph: GraphSketch, attr: Record<string, unknown>): string {
  return graph.mean(graph.convolution(graph.cells(6), [3, 3, 6, 6], { attr }));
}

function fused(graph: GraphSketch, attr: Record<string, unknown>, more: string[] = []): string {
  const options = { op: '_FusedConv2D', attr, more };
  return graph.mean(graph.convolution(graph.cells(6), [3, 3, 6, 6], options));
}
