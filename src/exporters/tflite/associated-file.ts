import { zipSync } from 'fflate';

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;

/**
 * A model with files behind it as a zip, where TensorFlow Lite's metadata library looks for them
 * (https://ai.google.dev/edge/litert/models/metadata): stored, and with offsets from the start of
 * the whole, as Python's zipfile writes when it appends.
 */
export function withAssociatedFile(
  model: Uint8Array,
  name: string,
  content: Uint8Array,
): Uint8Array<ArrayBuffer> {
  // Local time, so that the same model has the same bytes anywhere.
  const zip = zipSync({ [name]: [content, { level: 0, mtime: new Date(1980, 0, 1) }] });
  const bytes = new Uint8Array(model.length + zip.length);
  bytes.set(model);
  bytes.set(zip, model.length);
  const view = new DataView(bytes.buffer, model.length);
  const end = zip.length - END_BYTES;
  if (view.getUint32(end, true) !== END_SIGNATURE) throw new RangeError('zip with a comment');
  const directory = view.getUint32(end + 16, true);
  const raise = (at: number) => view.setUint32(at, view.getUint32(at, true) + model.length, true);
  raise(end + 16);
  // One entry: its offset is the last field of the fixed part.
  raise(directory + ENTRY_BYTES - 4);
  return bytes;
}
