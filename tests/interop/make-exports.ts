import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { calibrate } from '../../src/engine/worker/calibrate.ts';
import { writeChecked } from '../../src/engine/worker/write-checked.ts';
import { modelArchive } from '../../src/exporters/archive.ts';
import { formatFiles } from '../../src/exporters/format-files.ts';
import type { ArchiveFile } from '../../src/exporters/types.ts';
import { BACKBONE_CASES, type ExportCase, exportCase } from '../support/export-cases.ts';
import { useWasm } from '../support/export-engine.ts';
import { trainedCase } from '../support/trained-case.ts';

const folder = process.env.INTEROP_EXPORTS ?? '';

beforeAll(useWasm);

describe.each(Object.entries(BACKBONE_CASES))('%s', (name, backbone) => {
  for (const kind of ['linear', 'hidden'] as const) {
    for (const classes of [2, 20]) {
      const of = `${name}, ${kind}, ${classes}`;
      const skipped = backbone.network === null;

      test.skipIf(skipped)(`${kind} head, ${classes} classes: floats`, async () => {
        const made = await exportCase(backbone, kind, classes);
        for (const format of ['keras', 'onnx'] as const) write(of, format, floats(made, format));
      });

      // Rounding shows in proportion to what a head makes of a picture, so the head is a trained one.
      test.skipIf(skipped)(`${kind} head, ${classes} classes: integers`, async () => {
        const made = await trainedCase(backbone, kind, classes);
        write(of, 'tflite', await integers(made));
      });
    }
  }
});

function floats({ source, network }: ExportCase, format: 'keras' | 'onnx'): ArchiveFile[] {
  const goldenPictures = source.golden.length;
  const files = modelArchive(source, format, (metadata) =>
    formatFiles(format, network, {
      metadata,
      goldenPictures,
      precision: 'float32',
      figures: [],
      activationBits: 8,
    }),
  );
  if (!files.ok) throw new Error(JSON.stringify(files.fault));
  return files.value;
}

/** As the app writes it: fitted to pictures that were taught, checked on others. */
async function integers({ source, network, others }: ExportCase): Promise<ArchiveFile[]> {
  const figures = await calibrate(network, others, async () => {});
  const wanted = { format: 'tflite', precision: 'float32' } as const;
  const proof = source.golden.map((picture) => ({ ...picture, similarity: null }));
  const written = await writeChecked(wanted, source, network, figures, proof);
  if (!written.ok) throw new Error(JSON.stringify(written.fault));
  return Object.entries(unzipSync(written.value.bytes)).map(([path, bytes]) => ({ path, bytes }));
}

function write(of: string, format: string, files: readonly ArchiveFile[]): void {
  expect(folder).not.toBe('');
  const place = path.join(folder, of, format);
  for (const { path: file, bytes } of files) {
    mkdirSync(path.dirname(path.join(place, file)), { recursive: true });
    writeFileSync(path.join(place, file), bytes);
  }
}
