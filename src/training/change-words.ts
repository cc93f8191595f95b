/** A difference of probabilities, e.g. "0.13 %": two digits, for it was measured on a few images. */
export function changeWords(largest: number): string {
  const percent = Number((100 * largest).toPrecision(2));
  return percent < 0.01 ? 'less than 0.01 %' : `${percent} %`;
}
