/**
 * Numbers in [0, 1), the same ones for the same seed: a 32-bit xorshift generator (Marsaglia,
 * "Xorshift RNGs", 2003). Good enough to shuffle and to start weights with; no secrets.
 */
export function seededRandom(seed: number): () => number {
  // The state must never be zero, and neighbouring seeds should differ in many bits.
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 8; i++) next();
  return next;
}

/** A normally distributed number of mean 0 and variance 1 (Box and Muller). */
export function normal(random: () => number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}

/** Puts the items into a random order, in place (Fisher and Yates). */
export function shuffle<Item>(
  items: { length: number; [index: number]: Item },
  random: () => number,
): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const item = items[i];
    items[i] = items[j];
    items[j] = item;
  }
}
