import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Dataset, File, Group, ready } from 'h5wasm/node';

export interface ReadDataset {
  shape: number[];
  values: number[];
}

export interface ReadHdf5 {
  /** By path: "/layers/dense/vars/0". */
  datasets: Map<string, ReadDataset>;
  /** By path and name: "/model_weights@layer_names". */
  attributes: Map<string, unknown>;
  groups: string[];
}

/** All that an HDF5 file holds, read by libhdf5 itself. */
export async function readHdf5(bytes: Uint8Array): Promise<ReadHdf5> {
  await ready;
  const folder = mkdtempSync(path.join(tmpdir(), 'hdf5-'));
  const read: ReadHdf5 = { datasets: new Map(), attributes: new Map(), groups: [] };
  try {
    const name = path.join(folder, 'file.h5');
    writeFileSync(name, bytes);
    const file = new File(name, 'r');
    collect(file, read);
    file.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
  return read;
}

function collect(group: Group, read: ReadHdf5): void {
  read.groups.push(group.path);
  for (const [name, { value }] of Object.entries(group.attrs)) {
    read.attributes.set(`${group.path}@${name}`, value);
  }
  for (const name of group.keys()) {
    const member = group.get(name);
    if (member instanceof Group) {
      collect(member, read);
    } else if (member instanceof Dataset && member.value instanceof Float32Array) {
      read.datasets.set(member.path, { shape: member.shape ?? [], values: [...member.value] });
    } else {
      throw new Error(`${group.path}: ${name} is neither a group nor float32 numbers`);
    }
  }
}
