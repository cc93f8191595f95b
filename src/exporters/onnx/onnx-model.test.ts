import { describe, expect, test } from 'vitest';
import { bytesOf, numbersOf, textsOf } from '../../../tests/support/protobuf-fields.ts';
import { runNetwork } from '../../../tests/support/run-network.ts';
import { runOnnxInNode } from '../../../tests/support/run-onnx.ts';
import {
  type SmallNetworkOptions,
  smallNetwork,
  smallPicture,
} from '../../../tests/support/small-networks.ts';
import type { Network, Operation } from '../network/types.ts';
import { onnxModel } from './onnx-model.ts';

const HARD_LABEL = 'He said "hi" 🎉 a/b';
const pictures = [smallPicture(1), smallPicture(2)];

function labelsFor(classes: number): string[] {
  return Array.from({ length: classes }, (_, at) => (at === 0 ? HARD_LABEL : `class ${at}`));
}

function write(network: Network, metadata: Record<string, string> = {}): Uint8Array<ArrayBuffer> {
  const labels = labelsFor(network.head.classes);
  const model = onnxModel(network, { labels, metadata, producerVersion: '0.1.0' });
  if (!model.ok) throw new Error(JSON.stringify(model.fault));
  return model.value;
}

function answers(network: Network): number[][] {
  return pictures.map((picture) => Array.from(runNetwork(network, picture).at(-1) ?? []));
}

function largestDifference(left: number[][], right: number[][]): number {
  expect(left.map(({ length }) => length)).toEqual(right.map(({ length }) => length));
  const differences = left.flatMap((row, y) =>
    row.map((value, x) => Math.abs(value - (right[y]?.[x] ?? Number.NaN))),
  );
  return Math.max(...differences);
}

function nodesOf(model: Uint8Array) {
  const [graph = new Uint8Array()] = bytesOf(model, 7);
  return bytesOf(graph, 1).map((node) => ({
    operator: textsOf(node, 4)[0] ?? '',
    inputs: textsOf(node, 1),
    output: textsOf(node, 2)[0] ?? '',
    pads: bytesOf(node, 5)
      .filter((attribute) => textsOf(attribute, 1)[0] === 'pads')
      .flatMap((attribute) => numbersOf(attribute, 8)),
  }));
}

/** With the operation at `place` left out and others in its stead; what follows moves along. */
function withGateOfDenses(network: Network): Network {
  const place = network.operations.findIndex(({ kind }) => kind === 'average');
  const mean = network.operations[place];
  if (mean?.kind !== 'average') throw new Error('no average');
  const [height, width, channels] = network.operations[mean.input]?.shape ?? [0, 0, 0];
  const gate: Operation[] = [
    { ...mean, name: 'mean' },
    {
      kind: 'dense',
      name: 'gate_dense',
      input: place,
      shape: [1, 1, channels],
      kernel: Float32Array.from({ length: channels ** 2 }, (_, at) => Math.sin(at) / 4),
      bias: new Float32Array(channels).fill(0.5),
      activation: 'relu',
    },
    {
      kind: 'multiply',
      name: 'gated',
      inputs: [mean.input, place + 1],
      shape: [height, width, channels],
      activation: 'none',
    },
  ];
  const after = structuredClone(network.operations.slice(place)).map((operation) => {
    if ('inputs' in operation) throw new Error('a sum after the average');
    const input = operation.kind === 'average' ? place + 2 : operation.input + gate.length;
    return { ...operation, input };
  });
  return { ...network, operations: [...network.operations.slice(0, place), ...gate, ...after] };
}

describe('onnxModel answers as the network', () => {
  const variants = [2, 3, 20].flatMap((classes) =>
    (['linear', 'hidden'] as const).flatMap((head) =>
      [false, true].map((rich): SmallNetworkOptions => ({ seed: classes, classes, head, rich })),
    ),
  );
  test.each(variants)('$classes classes, $head head, rich: $rich', async (options) => {
    const network = smallNetwork(options);
    const expected = answers(network);
    // Pictures must matter, or a model that ignores them would pass.
    expect(largestDifference(expected.slice(0, 1), expected.slice(1))).toBeGreaterThan(1e-3);
    const ran = await runOnnxInNode(write(network), pictures);
    expect(largestDifference(ran, expected)).toBeLessThan(1e-5);
    const single = await runOnnxInNode(write(network), pictures.slice(1));
    expect(largestDifference(single, expected.slice(1))).toBeLessThan(1e-5);
  });

  test('where a dense layer feeds an image', async () => {
    const network = withGateOfDenses(smallNetwork());
    const ran = await runOnnxInNode(write(network), pictures);
    expect(largestDifference(ran, answers(network))).toBeLessThan(1e-5);
  });
});

describe('the file', () => {
  test('says what it is and how it was made', () => {
    const labels = labelsFor(3);
    const metadata = JSON.parse('{"trainedAt":"today","__proto__":"kept","labels":"overruled"}');
    const model = write(smallNetwork(), metadata);
    const entries = bytesOf(model, 14).map((entry) => [textsOf(entry, 1)[0], textsOf(entry, 2)[0]]);
    const read = new Map(entries.map(([key, value]) => [key, value]));
    expect(read.size).toBe(entries.length);
    expect([...read.keys()].sort()).toEqual(['__proto__', 'labels', 'preprocessing', 'trainedAt']);
    expect(read.get('__proto__')).toBe('kept');
    expect(JSON.parse(read.get('labels') ?? '')).toEqual(labels);
    expect(JSON.parse(read.get('preprocessing') ?? '')).toMatchObject({
      size: 224,
      crop: 'centre-square',
      channels: 'RGB',
      input: 'float32 0 to 255, [n, 224, 224, 3]',
    });
    expect(numbersOf(model, 1)).toEqual([8]);
    expect(bytesOf(model, 8).map((opset) => numbersOf(opset, 2))).toEqual([[17]]);
    expect([...textsOf(model, 2), ...textsOf(model, 3)]).toEqual(['Show & Tell', '0.1.0']);
  });

  test('names every tensor once, whatever the operations are called', async () => {
    const network = smallNetwork({ head: 'hidden', rich: true });
    const names = ['image', 'probabilities', 'centred', 'hidden_kernel', 'number_0', 'number_0_2'];
    names.forEach((name, at) => {
      const operation = network.operations[at];
      if (operation) operation.name = name;
    });
    const model = write(network);
    const [graph = new Uint8Array()] = bytesOf(model, 7);
    const made = [
      'image',
      ...bytesOf(graph, 5).flatMap((tensor) => textsOf(tensor, 8)),
      ...nodesOf(model).map(({ output }) => output),
    ];
    expect(new Set(made).size).toBe(made.length);
    expect(made.filter((name) => !/^[A-Za-z][A-Za-z0-9_]*$/.test(name))).toEqual([]);
    expect(made.at(-1)).toBe('probabilities');
    const ran = await runOnnxInNode(model, pictures);
    expect(largestDifference(ran, answers(network))).toBeLessThan(1e-5);
  });

  test('pads by a node of its own where zeros are uneven or a stride follows', () => {
    const nodes = nodesOf(write(smallNetwork()));
    const padded = nodes.filter(({ operator }) => operator === 'Pad');
    expect(padded.map(({ inputs }) => inputs[1])).toEqual([
      'list_0_0_0_0_0_0_1_1',
      'list_0_0_1_1_0_0_1_1',
    ]);
    for (const { output } of padded) {
      const [reader] = nodes.filter(({ inputs }) => inputs.includes(output));
      expect(reader?.pads).toEqual([0, 0, 0, 0]);
    }
    const inside = nodes.filter(({ pads }) => pads.some((zeros) => zeros > 0));
    expect(inside.map(({ pads }) => pads)).toEqual([
      [1, 1, 1, 1],
      [1, 1, 1, 1],
    ]);
  });

  test('shares no memory with the network, and is the same each time', () => {
    const network = smallNetwork();
    const model = write(network);
    expect(Buffer.compare(write(network), model)).toBe(0);
    const before = model.slice();
    for (const operation of network.operations) {
      if ('bias' in operation) operation.bias.fill(7);
      if ('kernel' in operation) operation.kernel.fill(7);
    }
    expect(Buffer.compare(model, before)).toBe(0);
  });
});

describe('onnxModel refuses', () => {
  const facts = { metadata: {}, producerVersion: '0.1.0' };

  test('labels that are not as many as the outputs', () => {
    expect(onnxModel(smallNetwork(), { ...facts, labels: ['a', 'b'] })).toEqual({
      ok: false,
      fault: { kind: 'bad-labels', labels: 2, outputs: 3 },
    });
  });

  test('a network that does not end in a softmax', () => {
    const network = smallNetwork();
    network.operations.pop();
    expect(onnxModel(network, { ...facts, labels: labelsFor(3) })).toMatchObject({
      ok: false,
      fault: { kind: 'bad-graph' },
    });
  });

  test('an operation that reads what is not yet made', () => {
    const network = smallNetwork();
    const [, second] = network.operations;
    if (second?.kind === 'depthwise') second.input = 5;
    expect(() => onnxModel(network, { ...facts, labels: labelsFor(3) })).toThrow(RangeError);
  });
});
