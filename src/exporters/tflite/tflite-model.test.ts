import { describe, expect, test } from 'vitest';
import { runNetwork } from '../../../tests/support/run-network.ts';
import { runTflite } from '../../../tests/support/run-tflite.ts';
import { smallNetwork, smallPicture } from '../../../tests/support/small-networks.ts';
import { storedValues, tfliteFile } from '../../../tests/support/tflite-file.ts';
import type { Network } from '../network/types.ts';
import { mergeRanges, rangesOf } from './ranges.ts';
import { tfliteInt8Model, tfliteModel } from './tflite-model.ts';

const HARD_LABEL = 'He said "hi" 🎉 a/b';
const CASES = [2, 20].flatMap((classes) =>
  (['linear', 'hidden'] as const).flatMap((head) =>
    [false, true].map((rich) => ({ classes, head, rich })),
  ),
);

const factsFor = ({ head }: Network) => ({
  labels: Array.from({ length: head.classes }, (_, at) => (at === 1 ? HARD_LABEL : `class ${at}`)),
  name: 'Test',
  description: 'A test.',
  version: '0.1.0',
});

const measure = (network: Network, seeds: number[]) =>
  seeds
    .map((seed) =>
      runNetwork(network, smallPicture(seed)).map((values, at) =>
        rangesOf(values, network.operations[at]?.shape[2] ?? 1),
      ),
    )
    .reduce((all, one) =>
      all.map((figures, at) => (one[at] ? mergeRanges(figures, one[at]) : figures)),
    );

function written(result: ReturnType<typeof tfliteModel>): Uint8Array<ArrayBuffer> {
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
}

/** The largest difference between a file's answers and the network's. */
function farthest(bytes: Uint8Array, network: Network): number {
  const differences = [3, 4].flatMap((seed) => {
    const picture = smallPicture(seed);
    const answer = runTflite(bytes, picture);
    const expected = runNetwork(network, picture).at(-1) ?? [];
    return Array.from(expected, (value, at) => Math.abs(value - (answer[at] ?? Number.NaN)));
  });
  return Math.max(...differences);
}

describe.each(CASES)('$head head, $classes classes, rich: $rich', (options) => {
  const network = smallNetwork({ seed: 3, ...options });
  const facts = factsFor(network);
  const bytes = written(tfliteModel(network, facts));
  const figures = measure(network, [1, 2, 3]);
  const eight = written(tfliteInt8Model(network, figures, facts, 8));
  const sixteen = written(tfliteInt8Model(network, figures, facts, 16));

  test('float32: answers as the network does', () => {
    expect(farthest(bytes, network)).toBeLessThan(1e-6);
  });

  test('float32: ends, versions and alignment', () => {
    const { version, input, output, tensors, operators } = tfliteFile(bytes);
    expect(version).toBe(3);
    const image = { name: 'image', shape: [1, 224, 224, 3], type: 'float32' };
    expect(input).toMatchObject(image);
    const probabilities = { name: 'probabilities', shape: [1, options.classes], type: 'float32' };
    expect(output).toMatchObject(probabilities);
    for (const { bytes: constant } of tensors) {
      if (constant.length > 0) expect((constant.byteOffset - bytes.byteOffset) % 16).toBe(0);
    }
    expect(operators.every((operator) => operator.version === 1)).toBe(true);
  });

  test('8 bits: answers nearly as the network does', () => {
    expect(farthest(eight, network)).toBeLessThan(2e-2);
    expect(eight.length).toBeLessThan(bytes.length);
  });

  test('16 bits between layers: answers as the network does, but for the 256ths at the end', () => {
    expect(farthest(sixteen, network)).toBeLessThan(5e-3);
  });

  test('8 bits: types and scales are those that the kernels want', () => {
    const { input: image, output: probabilities, operators } = tfliteFile(eight);
    const ends = [
      { tensor: image, name: 'image', scales: [1] },
      { tensor: probabilities, name: 'probabilities', scales: [1 / 256] },
    ];
    for (const { tensor, name, scales } of ends) {
      expect(tensor).toMatchObject({ name, type: 'uint8', quantization: { scales } });
      expect(tensor.quantization?.zeroPoints).toEqual([0]);
    }
    for (const { name, inputs, output } of operators) {
      const [input, weights, bias] = inputs;
      expect(output.type).toBe(output === probabilities ? 'uint8' : 'int8');
      expect(output.quantization?.scales.length).toBe(1);
      if (name === 'softmax') {
        expect(output.quantization).toMatchObject({ scales: [1 / 256], zeroPoints: [-128] });
      }
      if (name.startsWith('pad')) expect(output.quantization).toEqual(input?.quantization);
      if (name !== 'convolution' && name !== 'depthwise' && name !== 'fullyConnected') continue;
      if (!input || !weights || !bias) throw new Error(`${name} without weights`);
      expect([weights.type, bias.type]).toEqual(['int8', 'int32']);
      expect(Math.min(...storedValues(weights))).toBeGreaterThanOrEqual(-127);
      const scales = weights.quantization?.scales ?? [];
      expect(scales.length).toBe(name === 'fullyConnected' ? 1 : output.shape.at(-1));
      expect(weights.quantization?.dimension).toBe(name === 'depthwise' ? 3 : 0);
      for (const { quantization } of [weights, bias]) {
        expect(new Set(quantization?.zeroPoints)).toEqual(new Set([0]));
      }
      for (const [at, scale] of (bias.quantization?.scales ?? []).entries()) {
        const product = (scales[at] ?? 0) * (input.quantization?.scales[0] ?? 0);
        expect(Math.abs(scale - product)).toBeLessThan(1e-6 * product);
      }
    }
  });
});

describe('faults', () => {
  const network = smallNetwork();
  const facts = factsFor(network);
  const figures = measure(network, [1]);

  test('labels and outputs must agree', () => {
    const fewer = { ...facts, labels: facts.labels.slice(1) };
    const fault = { kind: 'bad-labels', labels: 2, outputs: 3 };
    expect(tfliteModel(network, fewer)).toEqual({ ok: false, fault });
    expect(tfliteInt8Model(network, figures, fewer, 8)).toEqual({ ok: false, fault });
  });

  test('8 bits need figures of every operation, all of them numbers', () => {
    const broken = figures.map((figure) => ({ ...figure, max: figure.max.fill(Number.NaN) }));
    for (const wrong of [[], figures.slice(1), broken]) {
      const result = tfliteInt8Model(network, wrong, facts, 8);
      expect(result).toMatchObject({ ok: false, fault: { kind: 'bad-graph' } });
    }
  });
});
