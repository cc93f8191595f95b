/** Reading a file costs as much as decoding a small photo; several at once cost little more than one. */
const MOST_TOGETHER = 8;
/** A larger file takes its time anyway, and goes alone: bytes. */
const MOST_BYTES = 1024 * 1024;
/** Under way at once: the decoder must not stand idle while pictures are written to disk. */
const FILES_AT_ONCE = 48;

/** Files in their order, small ones by several, to be read and decoded together. */
export function inGroups<Item extends { size: number }>(files: readonly Item[]): Item[][] {
  const groups: Item[][] = [];
  let bytes = 0;
  for (const file of files) {
    const group = groups.at(-1);
    const fits =
      group !== undefined && group.length < MOST_TOGETHER && bytes + file.size <= MOST_BYTES;
    if (fits) {
      group.push(file);
      bytes += file.size;
    } else {
      groups.push([file]);
      bytes = file.size;
    }
  }
  return groups;
}

interface Pace {
  /** Ends it before the next group. */
  signal: AbortSignal;
  /** Resolves when what comes after has caught up. */
  room: () => Promise<void>;
}

/** Takes all groups, some at the same time; resolves when all that were begun have ended. */
export async function forEachGroup<Item extends { size: number }>(
  files: readonly Item[],
  take: (group: Item[], first: number) => Promise<void>,
  { signal, room }: Pace,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  let first = 0;
  let atOnce = 0;
  for (const group of inGroups(files)) {
    while (underWay.size > 0 && atOnce + group.length > FILES_AT_ONCE) {
      await Promise.race(underWay);
    }
    await room();
    if (signal.aborted) break;
    atOnce += group.length;
    const work = take(group, first).finally(() => {
      atOnce -= group.length;
      underWay.delete(work);
    });
    underWay.add(work);
    first += group.length;
  }
  await Promise.all(underWay);
}
