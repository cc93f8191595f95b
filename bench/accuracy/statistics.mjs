/** A mean and half of its 95 % interval. */

/** 97.5 % of the normal distribution lie below. */
const Z = 1.959964;

/**
 * The same point of Student's distribution, by the expansion of Fisher and Cornish (Abramowitz and
 * Stegun, "Handbook of Mathematical Functions", 26.7.5): within 0.02 from four degrees of freedom.
 */
function studentPoint(freedom) {
  const terms = [
    Z,
    (Z ** 3 + Z) / 4,
    (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96,
    (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / 384,
  ];
  return terms.reduce((sum, term, power) => sum + term / freedom ** power, 0);
}

/** @param {number[]} values at least two, one of each draw */
export function meanWithInterval(values) {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const half = studentPoint(count - 1) * Math.sqrt(squares / (count - 1) / count);
  return { mean, half };
}

/** The i-th value of the answer is the mean of all lists' i-th values. */
export function meanOfLists(lists) {
  return lists[0].map((_, at) => lists.reduce((sum, list) => sum + list[at], 0) / lists.length);
}
