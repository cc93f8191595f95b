/** Zero times a number is zero, but NaN if it is not finite; a branch on each of a million would show. */
export function allFinite(values: Float32Array): boolean {
  let zero = 0;
  for (let at = 0; at < values.length; at++) zero += 0 * (values[at] ?? 0);
  return zero === 0;
}
