import { beforeAll, describe, expect, test } from 'vitest';
import { calibrate } from '../../src/engine/worker/calibrate.ts';
import { largestDifference } from '../../src/exporters/largest-difference.ts';
import { describeModel } from '../../src/exporters/metadata.ts';
import { onnxModel } from '../../src/exporters/onnx/onnx-model.ts';
import { teachableMachineModel } from '../../src/exporters/teachable-machine/teachable-machine-model.ts';
import { buildTfjsModel } from '../../src/exporters/tfjs-model.ts';
import type { WeightPrecision } from '../../src/exporters/types.ts';
import type { Result } from '../../src/result.ts';
import {
  apart,
  BACKBONE_CASES,
  type BackboneCase,
  type ExportCase,
  exportCase,
} from '../support/export-cases.ts';
import { predict, useWasm } from '../support/export-engine.ts';
import { runLayersModel } from '../support/run-layers.ts';
import { runOnnxInNode } from '../support/run-onnx.ts';

/**
 * Each format, written from each network and read by its own runtime, against the backbone's own
 * graph and the head, one after the other. Keras and TensorFlow Lite: `npm run test:interop`.
 */
const TOLERANCE = { float16: 2e-3, uint8: 2e-2 };

beforeAll(useWasm);

describe.each(Object.entries(BACKBONE_CASES))('%s', (_, backbone) => {
  for (const kind of ['linear', 'hidden'] as const) {
    for (const classes of [2, 20]) {
      test.skipIf(backbone.network === null)(`${kind} head, ${classes} classes`, async () => {
        const made = await exportCase(backbone, kind, classes);
        const { golden } = made.source;
        // The pictures are told apart, so the comparisons below mean something.
        expect(apart(golden)).toBeGreaterThan(0.01);

        expect(await tfjsDifference(made, 'float32')).toBeLessThan(1e-4);
        expect(await onnxDifference(made)).toBeLessThan(1e-4);
        if (backbone.version < 3) {
          expect(await teachableMachineDifference(made)).toBeLessThan(1e-4);
        }

        // Seeded weights give all pictures nearly the same embedding: a head that tells them well
        // apart makes as much of rounding as of pictures.
        const rounded = seeded(backbone) ? await exportCase(backbone, kind, classes, 0.15) : made;
        expect(await tfjsDifference(rounded, 'float16')).toBeLessThan(TOLERANCE.float16);
        expect(await tfjsDifference(rounded, 'uint8')).toBeLessThan(TOLERANCE.uint8);
      });
    }
  }
});

function seeded({ network }: BackboneCase): boolean {
  return ![BACKBONE_CASES.starter, BACKBONE_CASES['MobileNetV2 0.35']].some(
    (real) => real?.network === network,
  );
}

async function tfjsDifference({ source, network }: ExportCase, precision: WeightPrecision) {
  const crops = source.golden.map(({ pixels }) => pixels);
  const figures = precision === 'float32' ? [] : await calibrate(network, crops, async () => {});
  const means = figures.map(({ mean }) => mean);
  const model = buildTfjsModel(network, { precision, means });
  return largestDifference(source.golden, await predict(model, crops));
}

async function onnxDifference({ source, network }: ExportCase) {
  const { labels, golden } = source;
  const model = written(onnxModel(network, { labels, metadata: {}, producerVersion: '0.1.0' }));
  const pictures = golden.map(({ pixels }) => pixels.filter((_, at) => at % 4 < 3));
  return largestDifference(golden, await runOnnxInNode(model, pictures));
}

async function teachableMachineDifference({ source, network }: ExportCase) {
  const metadata = describeModel(source, 'teachable-machine');
  const { modelJson, weights } = written(teachableMachineModel(network, metadata));
  const crops = source.golden.map(({ pixels }) => pixels);
  return largestDifference(source.golden, await runLayersModel(modelJson, weights, crops));
}

function written<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
}
