/** Files in one call to the decode worker, which reads small ones together. */
const TOGETHER = 8;
/** The decoder must not stand idle while pictures are written to disk. */
const GROUPS_AT_ONCE = 6;

interface Flow {
  /** Ends it before the next group. */
  signal: AbortSignal;
  /** Resolves when what comes after has caught up. */
  room: () => Promise<void>;
}

/**
 * Takes files in groups, in their order, some groups at the same time; resolves when all that were
 * begun have ended.
 */
export async function forEachGroup<Item>(
  files: readonly Item[],
  take: (group: Item[], first: number) => Promise<void>,
  { signal, room }: Flow,
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
