import { setMaxListeners } from 'node:events';
import { clear, createStore } from 'idb-keyval';
import { FORMATS } from '../../src/picture/formats.ts';
import { sniff } from '../../src/picture/sniff.ts';
import {
  readClasses,
  readPicture,
  readProjectRecord,
  readSamples,
} from '../../src/project/disk.ts';
import { arrange } from '../../src/project/store.ts';
import type { Prepare } from '../../src/project/transfer/stage.ts';

// Every start listens to other tabs; a test starts more often than a page does.
setMaxListeners(0);

const STORES = [
  createStore('show-and-tell-classes', 'records'),
  createStore('show-and-tell-samples', 'records'),
  createStore('show-and-tell-pictures', 'bytes'),
  createStore('show-and-tell-project', 'records'),
  createStore('show-and-tell-runs', 'records'),
  createStore('show-and-tell-run-labels', 'records'),
];

/** A fresh profile. */
export async function emptyDisk(): Promise<void> {
  for (const store of STORES) await clear(store);
}

/** The decode worker's part where there is none: a picture is what begins like one, and ends as a PNG does. */
export const prepareWithoutDecoding: Prepare = async (file) => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const image = sniff(bytes);
  const type = image === null ? null : FORMATS[image.format].storedAs;
  if (type === null || image?.size == null) return { ok: false, fault: { kind: 'not-an-image' } };
  return { ok: true, value: { bytes, type, ...image.size } };
};

/** What a start would show of the disk: live classes by name, each with the bytes of its pictures. */
export async function shownFromDisk() {
  const [records, all, model, change] = await Promise.all([
    readClasses(),
    readSamples(),
    readProjectRecord('model'),
    readProjectRecord('change'),
  ]);
  const { classes, samples } = arrange(records, all);
  const shown = [];
  for (const { id, name, enabled } of classes) {
    const pictures = [];
    for (const sample of samples[id] ?? []) {
      const bytes = await readPicture(sample.id);
      pictures.push({
        name: sample.name,
        addedAt: sample.addedAt,
        bytes: bytes && Buffer.from(bytes).toString('base64'),
      });
    }
    shown.push({ name, enabled, pictures });
  }
  return { classes: shown, model, changePending: change != null };
}
