import { describe, expect, test } from 'vitest';
import { bytesOf } from '../../../tests/support/protobuf-fields.ts';
import { runNetwork } from '../../../tests/support/run-network.ts';
import { runOnnxInNode } from '../../../tests/support/run-onnx.ts';
import { smallNetwork, smallPicture } from '../../../tests/support/small-networks.ts';
import { seededRandom } from '../../head/random.ts';
import type { Network } from '../network/types.ts';
import { onnxModel } from './onnx-model.ts';
import { readOnnxModel } from './read-onnx.ts';

const pictures = [smallPicture(1), smallPicture(2)];

function write(network: Network): Uint8Array<ArrayBuffer> {
  const labels = Array.from({ length: network.head.classes }, (_, at) => `class ${at}`);
  const model = onnxModel(network, { labels, metadata: {}, producerVersion: '0.1.0' });
  if (!model.ok) throw new Error(JSON.stringify(model.fault));
  return model.value;
}

function readBack(file: Uint8Array): Network {
  const read = readOnnxModel(file);
  if (!read.ok) throw new Error(JSON.stringify(read.fault));
  return read.value;
}

const answers = (network: Network) =>
  pictures.map((picture) => Array.from(runNetwork(network, picture).at(-1) ?? []));

function largestDifference(left: number[][], right: number[][]): number {
  return Math.max(
    ...left.flatMap((row, y) => row.map((value, x) => Math.abs(value - (right[y]?.[x] ?? NaN)))),
  );
}

const cases = (['linear', 'hidden'] as const).flatMap((head) =>
  [false, true].map((rich) => ({ head, rich })),
);

test.each(cases)('$head head, rich: $rich: what was written is read', async ({ head, rich }) => {
  const network = smallNetwork({ seed: 5, head, rich });
  const file = write(network);
  const read = readBack(file);
  const bare = ({ operations }: Network) => operations.map(({ name, ...rest }) => rest);
  expect(bare(read)).toEqual(bare(network));
  // By these "None of these" finds the embedding; the last is called what the file promises.
  const names = ({ operations }: Network) => operations.slice(0, -1).map(({ name }) => name);
  expect(names(read)).toEqual(names(network));
  expect({ ...read, operations: [] }).toEqual({ ...network, operations: [] });
  expect(largestDifference(answers(read), await runOnnxInNode(file, pictures))).toBeLessThan(1e-5);
});

test('shares no memory with the file', () => {
  const file = write(smallNetwork({ seed: 5, rich: true }));
  const read = readBack(file);
  const before = structuredClone(read.operations);
  file.fill(0);
  expect(read.operations).toEqual(before);
});

describe('a changed file', () => {
  const file = write(smallNetwork({ seed: 5, rich: true }));
  /** Where the nodes stand: weights are most of the file, and any of them is a number. */
  const [graph = new Uint8Array()] = bytesOf(file, 7);
  const [firstWeights = new Uint8Array()] = bytesOf(graph, 5);
  const [from, to] = [graph.byteOffset, firstWeights.byteOffset];

  /** Null where it is refused. */
  const readLikeRuntime = async (changed: Uint8Array): Promise<number[][] | null> => {
    const read = readOnnxModel(changed);
    if (!read.ok) return null;
    const given = answers(read.value);
    expect(largestDifference(given, await runOnnxInNode(changed, pictures))).toBeLessThan(1e-5);
    return given;
  };

  test('is refused, or says what ONNX Runtime says of it', async () => {
    const random = seededRandom(8);
    let refused = 0;
    for (let round = 0; round < 40; round++) {
      const changed = file.slice();
      const at = from + Math.floor(random() * (to - from));
      changed[at] = (changed[at] ?? 0) ^ (1 << Math.floor(8 * random()));
      if ((await readLikeRuntime(changed)) === null) refused++;
    }
    expect(refused).toBeGreaterThan(10);
    expect(refused).toBeLessThan(40);
  });

  test('that multiplies where it should add says so', async () => {
    const whole = answers(readBack(file));
    // Field 4, the operator, of three letters.
    const add = Buffer.from('\u0022\u0003Add');
    const changed = file.slice();
    const at = Buffer.from(file).indexOf(add, from);
    changed.set(Buffer.from('Mul'), at + 2);
    const given = await readLikeRuntime(changed);
    expect(largestDifference(given ?? whole, whole)).toBeGreaterThan(1e-5);
  });

  test('with another weight answers otherwise', () => {
    const network = smallNetwork({ seed: 5, rich: true });
    const changed = file.slice();
    const place = Buffer.from(file).lastIndexOf(Buffer.from(network.head.bias.buffer));
    new DataView(changed.buffer).setFloat32(place, 3, true);
    expect(largestDifference(answers(readBack(changed)), answers(network))).toBeGreaterThan(1e-5);
    new DataView(changed.buffer).setFloat32(place, Number.NaN, true);
    expect(readOnnxModel(changed)).toMatchObject({ ok: false, fault: { kind: 'bad-weights' } });
  });

  test('cut off anywhere is refused', () => {
    for (let part = 0; part < 100; part++) {
      const cut = file.slice(0, Math.floor((file.length * part) / 100));
      expect(readOnnxModel(cut)).toMatchObject({ ok: false, fault: { kind: 'bad-graph' } });
    }
  });
});
