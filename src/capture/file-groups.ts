/** Reading a file costs as much as decoding a small photo; several at once cost little more than one. */
const TOGETHER = 8;
/** The decoder must not stand idle while pictures are written to disk. */
const GROUPS_AT_ONCE = 6;

interface Pace {
  /** Ends it before the next group. */
  signal: AbortSignal;
  /** Resolves when what comes after has caught up. */
  room: () => Promise<void>;
}

/**
 * Takes files in groups, in their order, some groups at the same time; resolves when all that were
 * begun have ended. A group does not depend on its files' sizes: Chromium looks them up on the disk
 * while the page waits.
 */
export async function forEachGroup<Item>(
  files: readonly Item[],
  take: (group: Item[], first: number) => Promise<void>,
  { signal, room }: Pace,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  for (let first = 0; first < files.length; first += TOGETHER) {
    while (underWay.size >= GROUPS_AT_ONCE) await Promise.race(underWay);
    await room();
    if (signal.aborted) break;
    const work = take(files.slice(first, first + TOGETHER), first).finally(() => {
      underWay.delete(work);
    });
    underWay.add(work);
  }
  await Promise.all(underWay);
}
