const loads: (() => Promise<unknown>)[] = [];

/**
 * Code that comes when it is first wanted, or with `fetchParts`. Rejects where it could not be had;
 * asked again, it tries again.
 */
export function laterPart<Code>(load: () => Promise<Code>): () => Promise<Code> {
  loads.push(load);
  return load;
}

/** Fetches all parts that are still to come, and those that they bring, so that the network may be cut. */
export async function fetchParts(): Promise<void> {
  for (const load of loads) await load().catch(() => undefined);
}
