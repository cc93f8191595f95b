import { strToU8, type Zippable, zipSync } from 'fflate';
import { modelArchive } from '../../src/exporters/archive.ts';
import { exportTfjs } from '../../src/exporters/export-tfjs.ts';
import type { Network } from '../../src/exporters/network/types.ts';
import { openModelZip } from '../../src/exporters/open-model.ts';
import type {
  ArchiveFile,
  ExportSource,
  OpenModelFault,
  WeightPrecision,
} from '../../src/exporters/types.ts';
import { writeZip } from '../../src/exporters/zip.ts';
import { ok } from '../../src/result.ts';
import { backboneOf, sourceOf } from './export-source.ts';
import { seededBackbone } from './seeded-backbone.ts';
import { smallNetwork } from './small-networks.ts';

/** MobileNetV2's. */
export const EMBEDDING = 'module_apply_default/MobilenetV2/Logits/AvgPool';
export const LABELS = ['cats', 'dogs', 'neither'];

/** Any JSON, to be broken at will. */
export type Json = ReturnType<typeof JSON.parse>;

/** A network's TensorFlow.js files, as they go into a zip. */
export function tfjsFiles(
  changes: Partial<ExportSource> = {},
  network: Network = smallNetwork({ classes: (changes.labels ?? LABELS).length }),
  precision: WeightPrecision = 'float32',
): ArchiveFile[] {
  // The head's own backbone is not asked for: the network holds all of it.
  const backbone = backboneOf(seededBackbone(), EMBEDDING, [-1, 1]);
  const source = sourceOf(backbone, network.head, { labels: LABELS, ...changes });
  const files = modelArchive(source, 'tfjs', (metadata) =>
    ok(exportTfjs(network, metadata, source.golden.length, { precision })),
  );
  if (!files.ok) throw new Error(JSON.stringify(files.fault));
  return files.value;
}

/** The files of a small model, by path. */
export const sound = new Map(tfjsFiles().map(({ path, bytes }) => [path, bytes]));
export const soundZip = writeZip(tfjsFiles(), '2026-11-23T11:22:34.000Z');

/** A zip of the sound files with some replaced; null leaves one out. */
export function zipWith(
  changes: Record<string, Uint8Array | object | null>,
  folder = '',
): Uint8Array {
  const entries: Zippable = {};
  for (const [path, bytes] of [...sound, ...Object.entries(changes)]) {
    if (bytes === null) delete entries[folder + path];
    else
      entries[folder + path] = bytes instanceof Uint8Array ? bytes : strToU8(JSON.stringify(bytes));
  }
  return zipSync(entries, { level: 1 });
}

/** A zip of the sound files, one JSON file changed. */
export function changed(path: string, change: (value: Json) => void): Uint8Array {
  const value = JSON.parse(new TextDecoder().decode(sound.get(path)));
  change(value);
  return zipWith({ [path]: value });
}

export function fault(zip: Uint8Array): OpenModelFault | null {
  const opened = openModelZip(zip);
  return opened.ok ? null : opened.fault;
}

/** Where the n-th entry of the central directory starts. */
export function directoryEntry(zip: Uint8Array, n: number): number {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.length);
  let at = view.getUint32(zip.length - 6, true);
  for (let i = 0; i < n; i++) {
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true);
  }
  return at;
}
