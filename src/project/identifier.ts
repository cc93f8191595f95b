/**
 * A new identifier: sortable by time, unlikely ever to meet its twin.
 * Not `crypto.randomUUID`, which pages served without https do not have.
 */
export function newIdentifier(now: number = Date.now()): string {
  const random = crypto.getRandomValues(new Uint8Array(8));
  const tail = Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${now.toString(36).padStart(9, '0')}-${tail}`;
}

/** When an identifier was made, in milliseconds since 1970; NaN for one that is not ours. */
export function identifierTime(identifier: string): number {
  return Number.parseInt(identifier.slice(0, 9), 36);
}
