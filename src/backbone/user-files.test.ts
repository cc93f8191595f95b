import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { networkFiles, seededBackbone } from '../../tests/support/seeded-backbone.ts';
import { realBackbone } from '../../tests/support/shared-backbones.ts';
import { openBackboneCache } from './cache.ts';
import { readBackbone, storedBackbones } from './stored-backbones.ts';
import { takeBackboneFiles } from './user-files.ts';

const network = seededBackbone({ hubInput: true });
const contents = networkFiles(network, 40_000);
const asFiles = (map: ReadonlyMap<string, Uint8Array<ArrayBuffer>>) =>
  [...map].map(([name, bytes]) => new File([bytes], name));
const without = (...names: string[]) =>
  asFiles(new Map([...contents].filter(([name]) => !names.includes(name))));
let databases = 0;
const emptyCache = () => {
  databases += 1;
  return openBackboneCache(`files-${databases}`);
};

describe('files that the user brings', () => {
  test('are taken in any order, and can be read back', async () => {
    const cache = emptyCache();
    const result = await takeBackboneFiles(asFiles(contents).reverse(), cache);
    expect(result).toMatchObject({
      ok: true,
      value: {
        version: 2,
        alpha: 0.05,
        label: 'Your files (MobileNet v2, 1280 features)',
        inputRange: [0, 1],
        asExpected: true,
        bytes: network.weights.length,
      },
    });
    if (!result.ok) return;
    expect(result.value.id).toBe(`files:${result.value.fingerprint.slice(0, 12)}`);
    expect(await storedBackbones(cache)).toEqual([result.value]);
    const stored = await readBackbone(cache, result.value.id);
    expect(new Uint8Array(stored?.artifacts.weights ?? new ArrayBuffer())).toEqual(network.weights);
  });

  test('have the same fingerprint however they are cut', async () => {
    const whole = await takeBackboneFiles(asFiles(networkFiles(network)), emptyCache());
    const pieces = await takeBackboneFiles(asFiles(contents), emptyCache());
    expect(whole).toEqual(pieces);
  });

  test('may be the real 0.35', async () => {
    const real = realBackbone();
    if (!real) return;
    const result = await takeBackboneFiles(asFiles(networkFiles(real, 2 ** 19)), emptyCache());
    expect(result).toMatchObject({ ok: true, value: { version: 2, alpha: 0.35 } });
  });

  test('may be MobileNet v1, under another name than model.json', async () => {
    const files = asFiles(networkFiles(seededBackbone({ version: 1 }))).map((file) =>
      file.name === 'model.json' ? new File([file], 'mobilenet_v1.json') : file,
    );
    const result = await takeBackboneFiles(files, emptyCache());
    const label = 'Your files (MobileNet v1, 1024 features)';
    expect(result).toMatchObject({ ok: true, value: { version: 1, alpha: 1, label } });
  });
});

describe('files that do not make a network', () => {
  const faultOf = async (files: File[]) => {
    const cache = emptyCache();
    const result = await takeBackboneFiles(files, cache);
    expect(await cache.fileKeys()).toEqual([]);
    return result.ok || result.fault.kind !== 'bad-files' ? null : result.fault.fault;
  };

  test('without model.json', async () => {
    expect(await faultOf(without('model.json'))).toEqual({ kind: 'no-model-json' });
    expect(await faultOf([])).toEqual({ kind: 'no-model-json' });
  });

  test('with a damaged model.json', async () => {
    const damaged = [...without('model.json'), new File(['{"modelTopology":'], 'model.json')];
    expect(await faultOf(damaged)).toMatchObject({ kind: 'unreadable-model-json' });
  });

  test('with shards missing, which are named', async () => {
    const names = ['group1-shard1of4.bin', 'group1-shard3of4.bin'];
    expect(await faultOf(without(...names))).toEqual({ kind: 'missing-shards', names });
  });

  test('with a shard cut short, which is named with its sizes', async () => {
    const name = 'group1-shard2of4.bin';
    const cut = contents.get(name)?.slice(0, 12_345) ?? new Uint8Array();
    expect(await faultOf([...without(name), new File([cut], name)])).toEqual({
      kind: 'wrong-size',
      name,
      got: 12_345,
      wanted: 40_000,
    });
  });

  test('of another network', async () => {
    const layers = JSON.stringify({ modelTopology: { model_config: {} }, weightsManifest: [] });
    expect(await faultOf([new File([layers], 'model.json')])).toEqual({ kind: 'unknown-network' });
    const text = new TextDecoder().decode(contents.get('model.json'));
    const renamed = text.replaceAll('MobilenetV2/Logits/AvgPool', 'MobilenetV3/Logits/AvgPool');
    const files = [...without('model.json'), new File([renamed], 'model.json')];
    expect(await faultOf(files)).toEqual({ kind: 'unknown-network' });
  });
});
