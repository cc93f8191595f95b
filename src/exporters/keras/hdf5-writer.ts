import {
  floats,
  GROUP,
  link,
  objectHeader,
  type Reference,
  SUPERBLOCK_LENGTH,
  superblock,
  textAttribute,
  u16,
  u32,
  u64,
  utf8,
} from './hdf5-messages.ts';

export interface Hdf5Dataset {
  kind: 'dataset';
  shape: readonly number[];
  /** Row-major, as many as the shape asks for. */
  values: Float32Array;
}

export interface Hdf5Group {
  kind: 'group';
  attributes?: Record<string, string | readonly string[]>;
  members: Map<string, Hdf5Dataset | Hdf5Group>;
}

/**
 * An HDF5 file: groups, float32 datasets and text attributes, which is all that Keras needs.
 * Every number is copied once, from its array to the file.
 */
export function writeHdf5(root: Hdf5Group): Uint8Array<ArrayBuffer> {
  const texts = new Set<string>();
  collectTexts(root, texts);
  const layout = new Layout(SUPERBLOCK_LENGTH);
  const references = new Map<string, Reference>();
  if (texts.size > 0) {
    const encoded = [...texts].map(utf8);
    const heap = layout.place(globalHeap(encoded));
    [...texts].forEach((text, at) => {
      references.set(text, { length: encoded[at]?.length ?? 0, heap, index: at + 1 });
    });
  }
  const rootAddress = placeGroup(root, layout, references);
  return layout.file((length) => superblock(rootAddress, length));
}

function collectTexts({ attributes = {}, members }: Hdf5Group, texts: Set<string>): void {
  for (const text of Object.values(attributes).flat()) texts.add(text);
  for (const member of members.values()) {
    if (member.kind === 'group') collectTexts(member, texts);
  }
}

/** Members first, since a group's header holds their addresses. */
function placeGroup(
  { attributes = {}, members }: Hdf5Group,
  layout: Layout,
  references: ReadonlyMap<string, Reference>,
): number {
  const reference = (text: string): Reference => {
    const found = references.get(text);
    if (found === undefined) throw new RangeError('a text that is not in the heap');
    return found;
  };
  const links = [...members].map(([name, member]) => {
    const address =
      member.kind === 'group'
        ? placeGroup(member, layout, references)
        : placeDataset(member, layout);
    return link(name, address);
  });
  const texts = Object.entries(attributes).map(([name, value]) =>
    textAttribute(name, typeof value === 'string' ? reference(value) : value.map(reference)),
  );
  return layout.place(objectHeader([...GROUP, ...texts, ...links]));
}

function placeDataset({ shape, values }: Hdf5Dataset, layout: Layout): number {
  const length = shape.reduce((product, side) => product * side, 1);
  if (length !== values.length) {
    throw new RangeError(`${values.length} values for the shape [${shape.join(', ')}]`);
  }
  const address = layout.place(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return layout.place(objectHeader(floats(shape, address, values.byteLength)));
}

/** libhdf5 reads this many bytes of a heap, whatever its length. */
const SHORTEST_HEAP = 4096;

/** The collection of a file's texts (section III.E); numbered from 1. */
function globalHeap(texts: readonly number[][]): number[] {
  const objects = texts.flatMap((text, at) => [
    ...u16(at + 1),
    ...[1, 0, 0, 0, 0, 0],
    ...u64(text.length),
    ...text,
    ...Array<number>(-text.length & 7).fill(0),
  ]);
  const headLength = 16;
  // What is left is an object, too: number 0, at least its own head long.
  const length = Math.max(SHORTEST_HEAP, headLength + objects.length + 16);
  const left = length - headLength - objects.length;
  return [
    ...utf8('GCOL'),
    ...u32(1),
    ...u64(length),
    ...objects,
    ...u64(0),
    ...u64(left),
    ...Array<number>(left - 16).fill(0),
  ];
}

/** What lies where; every part begins at a multiple of 8 bytes. */
class Layout {
  private readonly parts: { address: number; bytes: ArrayLike<number> }[] = [];

  constructor(private length: number) {}

  place(bytes: ArrayLike<number>): number {
    const address = this.length;
    this.parts.push({ address, bytes });
    this.length += bytes.length + (-bytes.length & 7);
    return address;
  }

  /** @param head what stands at the beginning of a file of that length. */
  file(head: (length: number) => ArrayLike<number>): Uint8Array<ArrayBuffer> {
    const file = new Uint8Array(this.length);
    file.set(head(this.length));
    for (const { address, bytes } of this.parts) file.set(bytes, address);
    return file;
  }
}
