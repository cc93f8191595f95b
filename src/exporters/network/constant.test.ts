import { beforeAll, expect, test } from 'vitest';
import { compareWithGraph } from '../../../tests/support/compare-network.ts';
import { useWasm } from '../../../tests/support/export-engine.ts';
import { GraphSketch } from '../../../tests/support/graph-sketch.ts';
import { runNetwork } from '../../../tests/support/run-network.ts';
import { toFloat16 } from '../float16.ts';
import type { Weight } from '../weight-layout.ts';

beforeAll(useWasm);

test.each([
  ['float16', asFloat16],
  ['uint16', (weight: Weight) => asSteps(weight, 'uint16')],
  ['uint8', (weight: Weight) => asSteps(weight, 'uint8')],
] as const)('weights stored as %s are read as tfjs reads them', async (_, stored) => {
  const graph = new GraphSketch();
  const scaled = graph.op('Mul', [graph.cells(6), graph.random([6])]);
  const backbone = graph.backbone(graph.mean(scaled), [-1, 1], stored);
  const { network, difference, told } = await compareWithGraph(
    backbone,
    (built, pixels) => runNetwork(built, pixels)[built.embedding],
  );
  expect(difference).toBeLessThan(1e-5);
  expect(told).toBeGreaterThan(1e-3);
  expect(network.operations.map(({ kind }) => kind)).toContain('convolution');
});

function asFloat16(weight: Weight): Weight {
  if (weight.spec.dtype !== 'float32') return weight;
  return {
    spec: { ...weight.spec, quantization: { dtype: 'float16' } },
    bytes: new Uint8Array(toFloat16(floats(weight)).buffer),
  };
}

/** Steps between the smallest and the largest number; axes too, which tfjs then rounds. */
function asSteps(weight: Weight, dtype: 'uint8' | 'uint16'): Weight {
  const values = weight.spec.dtype === 'float32' ? floats(weight) : integers(weight);
  const min = Math.min(...values);
  const most = dtype === 'uint8' ? 255 : 65535;
  const scale = (Math.max(...values) - min) / most || 1;
  const steps = Array.from(values, (value) => Math.round((value - min) / scale));
  const bytes = dtype === 'uint8' ? Uint8Array.from(steps) : Uint16Array.from(steps);
  return {
    spec: { ...weight.spec, quantization: { dtype, scale, min } },
    bytes: new Uint8Array(bytes.buffer),
  };
}

function floats({ bytes }: Weight): Float32Array<ArrayBuffer> {
  return new Float32Array(bytes.slice().buffer);
}

function integers({ bytes }: Weight): Int32Array<ArrayBuffer> {
  return new Int32Array(bytes.slice().buffer);
}
