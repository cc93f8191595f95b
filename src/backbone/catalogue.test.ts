import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { BACKBONE_HOSTS, CATALOGUE, catalogueEntry } from './catalogue.ts';

const packageSource = readFileSync(
  createRequire(import.meta.url).resolve('@tensorflow-models/mobilenet'),
  'utf8',
);

describe('the catalogue', () => {
  test('offers the default first, then the others, the starter last', () => {
    expect(CATALOGUE.map((entry) => entry.label)).toEqual([
      'MobileNet v2 · 1.0',
      'MobileNet v2 · 0.75',
      'MobileNet v2 · 0.5',
      'MobileNet v1 · 1.0',
      'MobileNet v1 · 0.75',
      'MobileNet v1 · 0.5',
      'MobileNet v1 · 0.25',
      'Starter (built in)',
    ]);
  });

  test('asks the own origin first and the default of the package last', () => {
    for (const entry of CATALOGUE.filter(({ id }) => id !== 'starter')) {
      expect(entry.sources[0]?.kind).toBe('same-origin');
      const last = entry.sources.at(-1);
      expect(last?.kind).toBe('package-default');
      const inPackage = last?.url.replace('/model.json?tfjs-format=file', '');
      expect(packageSource).toContain(`'${inPackage}'`);
    }
  });

  test('names no host that the content security policy does not allow', () => {
    const remote = CATALOGUE.flatMap(({ sources }) => sources).filter(
      ({ kind }) => kind !== 'same-origin',
    );
    expect(remote).toHaveLength(16);
    for (const { url } of remote) expect(BACKBONE_HOSTS).toContain(new URL(url).origin);
  });

  test('knows the SHA-256 of the full-width networks of the tfjs-models bucket only', () => {
    const known = CATALOGUE.flatMap(({ id, sources }) =>
      sources.filter((source) => source.weightsSha256).map(({ url }) => [id, url]),
    );
    expect(known).toEqual([
      [
        'mobilenet_v2_1.0',
        'https://storage.googleapis.com/tfjs-models/savedmodel/mobilenet_v2_1.0_224/model.json',
      ],
      [
        'mobilenet_v1_1.0',
        'https://storage.googleapis.com/tfjs-models/savedmodel/mobilenet_v1_1.0_224/model.json',
      ],
      ['starter', 'backbones/starter/model.json'],
    ]);
  });

  test('has no entry for files that the user brought', () => {
    expect(catalogueEntry('files:0123456789ab')).toBeNull();
    expect(catalogueEntry('mobilenet_v1_0.25')?.alpha).toBe(0.25);
  });
});
