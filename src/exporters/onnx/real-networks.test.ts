import { beforeAll, describe, expect, test } from 'vitest';
import { artifactsOf } from '../../../tests/support/artifacts.ts';
import { embeddings, headProbabilities, useWasm } from '../../../tests/support/export-engine.ts';
import {
  backboneOf,
  seededHead,
  seededPixels,
  standardised,
} from '../../../tests/support/export-source.ts';
import { seededTopology, TOPOLOGIES } from '../../../tests/support/hub-topologies.ts';
import { runOnnxInNode } from '../../../tests/support/run-onnx.ts';
import { realBackbone, starterBackbone } from '../../../tests/support/shared-backbones.ts';
import { readInputRange } from '../../backbone/input-range.ts';
import type { Head } from '../../head/types.ts';
import { buildNetwork } from '../network/build-network.ts';
import { onnxModel } from './onnx-model.ts';

const crops = [1, 2, 3].map(seededPixels);
const pictures = crops.map((crop) => crop.filter((_, at) => at % 4 < 3));

const backbones = {
  'the real 0.35': { given: realBackbone(), version: 2 },
  'the starter': { given: starterBackbone(), version: 2 },
  v1: { given: seededTopology(1), version: 1 },
  v2: { given: seededTopology(2), version: 2 },
  'v3 small': { given: seededTopology(3), version: 3 },
  'v4 small': { given: seededTopology(4), version: 4 },
} as const;

beforeAll(useWasm);

describe.each(Object.entries(backbones))('%s', (_name, { given, version }) => {
  test.skipIf(given === null)('answers as TensorFlow.js does', async () => {
    if (given === null) return;
    const artifacts = artifactsOf(given);
    const inputRange = readInputRange(artifacts) ?? [-1, 1];
    const { embeddingNode } = TOPOLOGIES[version];
    const backbone = { ...backboneOf(given, embeddingNode, inputRange), artifacts };
    const embedded = await embeddings(backbone, crops);
    for (const kind of ['linear', 'hidden'] as const) {
      for (const classes of [2, 20]) {
        const head = tellingHead(kind, classes, embedded);
        const wanted = embedded.map((embedding) => headProbabilities(head, embedding));
        const ran = await runOnnxInNode(write(backbone, head), pictures);
        expect(largestDifference(ran, wanted)).toBeLessThan(1e-4);
        // The pictures are told apart, so the comparison above means something.
        expect(largestDifference(wanted.slice(0, 1), wanted.slice(1, 2))).toBeGreaterThan(0.01);
      }
    }
  });
});

function write(backbone: Parameters<typeof buildNetwork>[0], head: Head): Uint8Array<ArrayBuffer> {
  const network = buildNetwork(backbone, head);
  if (!network.ok) throw new Error(JSON.stringify(network.fault));
  const labels = Array.from({ length: head.classes }, (_, at) => `class ${at}`);
  const model = onnxModel(network.value, { labels, metadata: {}, producerVersion: '0.1.0' });
  if (!model.ok) throw new Error(JSON.stringify(model.fault));
  return model.value;
}

/** A head that tells these embeddings apart, as a trained one does. */
function tellingHead(kind: Head['kind'], classes: number, embedded: Float32Array[]): Head {
  const [first, second] = embedded;
  if (!first || !second) throw new Error('two embeddings needed');
  const squares = second.map((value, at) => (value - (first[at] ?? 0)) ** 2);
  const distance = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
  return standardised(seededHead(kind, first.length, classes), first, 0.5 / distance);
}

/** NaN where an answer is missing, which no limit admits. */
function largestDifference(given: number[][], wanted: number[][]): number {
  const differences = wanted.flatMap((row, y) =>
    row.map((value, x) => Math.abs(value - (given[y]?.[x] ?? Number.NaN))),
  );
  return Math.max(...differences);
}
