import { type Hdf5Content, readHdf5 } from '../../src/exporters/keras/hdf5-reader.ts';
import { type Hdf5Group, writeHdf5 } from '../../src/exporters/keras/hdf5-writer.ts';
import { legacyKerasModel } from '../../src/exporters/keras/keras-model.ts';
import type { Network } from '../../src/exporters/network/types.ts';

/** A sound `model.h5`, and ways to make others of it. */
export class ChangedLegacyKeras {
  readonly file: Uint8Array<ArrayBuffer>;

  constructor(network: Network) {
    const written = legacyKerasModel(network);
    if (!written.ok) throw new Error(JSON.stringify(written.fault));
    this.file = written.value;
  }

  /** With other datasets or attributes. */
  with(change: (content: Hdf5Content) => void): Uint8Array<ArrayBuffer> {
    const content = readHdf5(this.file);
    change(content);
    return writeHdf5(groupOf('', content));
  }

  /** Throws where the change changes nothing. */
  withConfig(change: (text: string) => string): Uint8Array<ArrayBuffer> {
    return this.with(({ groups }) => {
      const root = groups.get('');
      const text = String(root?.get('model_config'));
      const changed = change(text);
      if (changed === text) throw new Error('model_config is as it was');
      root?.set('model_config', changed);
    });
  }
}

function groupOf(folder: string, content: Hdf5Content): Hdf5Group {
  const { datasets, groups } = content;
  const inFolder = ([path]: [string, unknown]) =>
    path !== folder && path.slice(0, path.lastIndexOf('/')) === folder;
  const nameOf = (path: string) => path.slice(folder.length + 1);
  const members: Hdf5Group['members'] = new Map();
  for (const [path] of [...groups].filter(inFolder)) {
    members.set(nameOf(path), groupOf(path, content));
  }
  for (const [path, dataset] of [...datasets].filter(inFolder)) {
    members.set(nameOf(path), { kind: 'dataset', ...dataset });
  }
  return { kind: 'group', attributes: Object.fromEntries(groups.get(folder) ?? []), members };
}
