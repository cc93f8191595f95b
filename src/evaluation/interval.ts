/** The normal distribution's 97.5 % quantile. */
const Z = 1.959963984540054;

/**
 * Wilson's 95 % score interval (Wilson 1927): unlike p ± z·√(p(1 − p)/n) it stays within 0 and 1,
 * and 20 right of 20 does not come out as certainty.
 * @param share right answers over all answers, 0 to 1
 * @param count independent answers; need not be a whole number
 */
export function wilsonInterval(share: number, count: number): { low: number; high: number } {
  const spread = Z ** 2 / count;
  const centre = (share + spread / 2) / (1 + spread);
  const half = (Z * Math.sqrt((share * (1 - share)) / count + spread / (4 * count))) / (1 + spread);
  // Rounding must not leave 0.9999 where the bound is 1.
  return {
    low: share === 0 ? 0 : Math.max(0, centre - half),
    high: share === 1 ? 1 : Math.min(1, centre + half),
  };
}

/**
 * How many independent pictures the rows are worth: (Σ m)² / Σ m² over the sizes m of the groups
 * (Kish 1965; the design effect of clusters, 1 + (m − 1)ρ, at ρ = 1). Frames of one burst are
 * taken to be right or wrong together, which errs on the cautious side: thirty frames of one
 * burst count as one, thirty uploads as thirty.
 */
export function effectiveCount(groups: Int32Array): number {
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  let squares = 0;
  for (const size of sizes.values()) squares += size ** 2;
  return groups.length ** 2 / squares;
}
