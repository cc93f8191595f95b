import { describe, expect, test } from 'vitest';
import { readHdf5 } from '../../../tests/support/read-hdf5.ts';
import { type Hdf5Dataset, type Hdf5Group, writeHdf5 } from './hdf5-writer.ts';

const group = (members: Record<string, Hdf5Dataset | Hdf5Group>): Hdf5Group => ({
  kind: 'group',
  members: new Map(Object.entries(members)),
});

const dataset = (shape: number[], values: ArrayLike<number>): Hdf5Dataset => ({
  kind: 'dataset',
  shape,
  values: Float32Array.from(values),
});

describe('libhdf5 reads', () => {
  test('numbers, whatever their shape, in groups of groups', async () => {
    const odd = [-0, 1e-45, 3.4028234663852886e38, -Math.PI, 1 / 3].map(Math.fround);
    const { datasets, groups } = await readHdf5(
      writeHdf5(
        group({
          cube: dataset([2, 1, 3], [1, 2, 3, 4, 5, 6]),
          outer: group({ inner: group({ odd: dataset([5], odd) }) }),
        }),
      ),
    );
    expect(Object.fromEntries(datasets)).toEqual({
      '/cube': { shape: [2, 1, 3], values: [1, 2, 3, 4, 5, 6] },
      '/outer/inner/odd': { shape: [5], values: odd },
    });
    expect(groups).toEqual(['/', '/outer', '/outer/inner']);
  });

  test('part of an array, not its whole memory', async () => {
    const values = Float32Array.of(9, 8, 7, 6).subarray(1, 3);
    const { datasets } = await readHdf5(
      writeHdf5(group({ part: { kind: 'dataset', shape: [2], values } })),
    );
    expect(datasets.get('/part')?.values).toEqual([8, 7]);
  });

  test('a thousand members of one group, and names of any script', async () => {
    const names = ['kernel:0', 'ñ 🎉', ...Array.from({ length: 998 }, (_, at) => `layer_${at}`)];
    const members = Object.fromEntries(names.map((name, at) => [name, dataset([1], [at])]));
    const { datasets } = await readHdf5(writeHdf5(group({ many: group(members) })));
    expect(datasets.size).toBe(1000);
    names.forEach((name, at) => {
      expect(datasets.get(`/many/${name}`)?.values).toEqual([at]);
    });
  });

  test('texts, longer than the 64 kB that an attribute holds by itself, and lists of them', async () => {
    const long = `{"label": "${'He said "hi" 🎉 a/b'.repeat(10_000)}"}`;
    const names = Array.from({ length: 200 }, (_, at) => `layer_${at}`);
    const root: Hdf5Group = {
      ...group({ inner: { ...group({}), attributes: { names, again: 'layer_7' } } }),
      attributes: { long, one: ['only'] },
    };
    const { attributes } = await readHdf5(writeHdf5(root));
    expect(Object.fromEntries(attributes)).toEqual({
      '/@long': long,
      '/@one': ['only'],
      '/inner@names': names,
      '/inner@again': 'layer_7',
    });
  });

  test('a file of nothing', async () => {
    const { datasets, groups } = await readHdf5(writeHdf5(group({})));
    expect(datasets.size).toBe(0);
    expect(groups).toEqual(['/']);
  });
});

test('as many values as the shape asks for', () => {
  expect(() => writeHdf5(group({ short: dataset([2, 2], [1, 2, 3]) }))).toThrow(
    '3 values for the shape [2, 2]',
  );
});
