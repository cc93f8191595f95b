import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { calibrate } from '../../src/engine/worker/calibrate.ts';
import { modelArchive } from '../../src/exporters/archive.ts';
import { type ArchiveFormat, formatFiles } from '../../src/exporters/format-files.ts';
import { BACKBONE_CASES, exportCase } from '../support/export-cases.ts';
import { useWasm } from '../support/export-engine.ts';

/** The formats that Python reads. */
const FORMATS: ArchiveFormat[] = ['keras', 'onnx', 'tflite'];
const folder = process.env.INTEROP_EXPORTS ?? '';

/**
 * How steep a head may be that 8-bit activations answer for. Seeded weights give all pictures nearly
 * the same embedding: a steep head there makes as much of rounding as of pictures.
 */
function gentle(name: string): number {
  return name === 'starter' || name === 'MobileNetV2 0.35' ? 0.1 : 0.02;
}

beforeAll(useWasm);

describe.each(Object.entries(BACKBONE_CASES))('%s', (name, backbone) => {
  for (const kind of ['linear', 'hidden'] as const) {
    for (const classes of [2, 20]) {
      test.skipIf(backbone.network === null)(`${kind} head, ${classes} classes`, async () => {
        expect(folder).not.toBe('');
        for (const format of FORMATS) {
          const steepness = format === 'tflite' ? gentle(name) : 0.5;
          const { source, network } = await exportCase(backbone, kind, classes, steepness);
          const crops = source.golden.map(({ pixels }) => pixels);
          const figures = await calibrate(network, crops, async () => {});
          const files = modelArchive(source, format, (metadata) =>
            formatFiles(format, network, {
              metadata,
              goldenPictures: crops.length,
              precision: 'float32',
              figures,
            }),
          );
          if (!files.ok) throw new Error(JSON.stringify(files.fault));
          const place = path.join(folder, `${name}, ${kind}, ${classes}`, format);
          for (const { path: file, bytes } of files.value) {
            mkdirSync(path.dirname(path.join(place, file)), { recursive: true });
            writeFileSync(path.join(place, file), bytes);
          }
        }
      });
    }
  }
});
