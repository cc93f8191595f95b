import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { type ReadDataset, readHdf5 } from '../../src/exporters/keras/hdf5-reader.ts';
import { type Hdf5Group, writeHdf5 } from '../../src/exporters/keras/hdf5-writer.ts';
import { kerasModel } from '../../src/exporters/keras/keras-model.ts';
import type { Network } from '../../src/exporters/network/types.ts';

/** A sound `model.keras`, and ways to make others of it. */
export class ChangedKeras {
  readonly file: Uint8Array<ArrayBuffer>;
  readonly files: Record<string, Uint8Array>;

  constructor(network: Network) {
    const written = kerasModel(network, { exportedAt: '2026-11-23T11:22:34.000Z' });
    if (!written.ok) throw new Error(JSON.stringify(written.fault));
    this.file = written.value;
    this.files = unzipSync(this.file);
  }

  get weights(): Uint8Array {
    return this.files['model.weights.h5'];
  }

  /** With some of its files changed, or others added. */
  with(changes: Record<string, Uint8Array>): Uint8Array<ArrayBuffer> {
    return zipSync({ ...this.files, ...changes }, { level: 0 });
  }

  /** Throws where the change changes nothing. */
  withConfig(change: (text: string) => string): Uint8Array<ArrayBuffer> {
    const text = strFromU8(this.files['config.json']);
    const changed = change(text);
    if (changed === text) throw new Error('config.json is as it was');
    return this.with({ 'config.json': strToU8(changed) });
  }

  withDatasets(change: (datasets: Map<string, ReadDataset>) => void): Uint8Array<ArrayBuffer> {
    const { datasets } = readHdf5(this.weights);
    change(datasets);
    const root: Hdf5Group = { kind: 'group', members: new Map() };
    for (const [path, dataset] of datasets) place(root, path.split('/').slice(1), dataset);
    return this.with({ 'model.weights.h5': writeHdf5(root) });
  }
}

function place({ members }: Hdf5Group, [name, ...rest]: string[], dataset: ReadDataset): void {
  if (rest.length === 0) {
    members.set(name, { kind: 'dataset', ...dataset });
    return;
  }
  const found = members.get(name);
  const group: Hdf5Group = found?.kind === 'group' ? found : { kind: 'group', members: new Map() };
  members.set(name, group);
  place(group, rest, dataset);
}
