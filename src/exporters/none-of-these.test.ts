import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { backboneOf, sourceOf } from '../../tests/support/export-source.ts';
import { knownCase } from '../../tests/support/known-case.ts';
import { seededBackbone } from '../../tests/support/seeded-backbone.ts';
import { smallNetwork } from '../../tests/support/small-networks.ts';
import { modelArchive } from './archive.ts';
import { type ArchiveFormat, formatFiles } from './format-files.ts';
import { networkLayers } from './keras/network-layers.ts';
import { readKnown } from './known-schema.ts';
import { noneOfThese } from './none-of-these.ts';
import { rangesOf } from './tflite/ranges.ts';
import type { ArchiveFile } from './types.ts';

const network = smallNetwork();
const { known } = knownCase(network);
const backbone = backboneOf(seededBackbone(), 'unused', [-1, 1]);
const figures = network.operations.map(({ shape: [, , channels] }) => {
  const values = Float32Array.from({ length: 4 * channels }, (_, at) => at % 7);
  return rangesOf(values, channels);
});

/** Where each format keeps its network as it is read by others; the first file that must know the name. */
const NAMED_IN: Record<ArchiveFormat, string> = {
  tfjs: 'model.json',
  'teachable-machine': 'model.json',
  keras: 'model.h5',
  onnx: 'model.onnx',
  tflite: 'model.tflite',
};

function filesOf(format: ArchiveFormat, carried: boolean): ArchiveFile[] {
  const source = sourceOf(backbone, network.head, {
    noneOfThese: carried ? noneOfThese(known, network, format) : null,
  });
  const files = modelArchive(source, format, (metadata) =>
    formatFiles(format, network, {
      metadata,
      goldenPictures: 0,
      precision: 'float32',
      figures,
      activationBits: 8,
    }),
  );
  if (!files.ok) throw new Error(JSON.stringify(files.fault));
  return files.value;
}

function text(files: ArchiveFile[], path: string): string {
  return new TextDecoder('latin1').decode(files.find((file) => file.path === path)?.bytes);
}

describe.each(Object.entries(NAMED_IN) as [ArchiveFormat, string][])('%s', (format, file) => {
  test('carries the known pictures, and names a part of its network', () => {
    const files = filesOf(format, true);
    const json = JSON.parse(text(files, 'metadata.json'));
    const stored = (json.userMetadata ?? json).noneOfThese;
    expect(readKnown(stored)).toEqual(known);
    expect(text(files, file)).toContain(stored.embedding);
    const readme = text(files, 'README.md');
    expect(readme).toContain('## None of these');
    expect(readme).toContain(stored.embedding);
  });

  test('without them says nothing of it', () => {
    const files = filesOf(format, false);
    const json = JSON.parse(text(files, 'metadata.json'));
    expect((json.userMetadata ?? json).noneOfThese).toBeNull();
    expect(text(files, 'README.md')).not.toContain('None of these');
  });
});

test('the Keras layer is what the head reads', () => {
  for (const rich of [false, true]) {
    for (const head of ['linear', 'hidden'] as const) {
      const made = smallNetwork({ rich, head });
      const layers = networkLayers(made);
      if (!layers.ok) throw new Error(layers.fault.kind);
      let [layer] = layers.value.find(({ className }) => className === 'Dense')?.inputs ?? [];
      if (layer?.className === 'Reshape') [layer] = layer.inputs;
      expect(noneOfThese(known, made, 'keras')?.embedding).toBe(layer?.name);
    }
  }
});

test('model.keras knows the name as well', () => {
  const zip = filesOf('keras', true).find(({ path }) => path === 'model.keras')?.bytes;
  const { 'config.json': config } = unzipSync(zip ?? new Uint8Array());
  const { layers } = JSON.parse(new TextDecoder().decode(config)).config;
  const names = layers.map((layer: { name: string }) => layer.name);
  expect(names).toContain(noneOfThese(known, network, 'keras')?.embedding);
});
