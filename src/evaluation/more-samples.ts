export type MoreWouldHelp = 'yes' | 'little' | 'unclear';

/** A gain worth the work of gathering as many pictures again. */
const WORTHWHILE = 0.01;
/** What a doubling may still bring where it is said to bring little. */
const LITTLE = 0.03;
/** The normal distribution's 95 % quantile: of a hundred sure gains, some five are chance. */
const Z = 1.645;

/**
 * Whether more samples would help, read off the end of the learning curve. The gain of a doubling is
 * measured over the last two of them: learning curves flatten, so it is more than the next will bring.
 * 'yes' where it surely is one, and the next is expected to be worth the work; 'little' where it
 * surely is less than three points; 'unclear' where the pictures are too few to tell.
 * @param before [rows] how often each row was named rightly after fewer samples, 0 to 1
 * @param after the same after more
 * @param groups [rows] rows with the same number are no independent evidence
 * @param doublings how often the samples doubled in between
 * @param expected what the fitted law expects of the next doubling; null where there is none
 */
export function moreWouldHelp(
  before: Float64Array,
  after: Float64Array,
  groups: Int32Array,
  doublings: number,
  expected: number | null,
): MoreWouldHelp {
  const { gain, error } = gainOf(before, after, groups);
  const [each, doubt] = [gain / doublings, (Z * error) / doublings];
  if (each > doubt && (expected ?? each / 2) >= WORTHWHILE) return 'yes';
  return each + doubt < LITTLE ? 'little' : 'unclear';
}

/**
 * Mean gain of the rows, and its standard error: the paired differences are added up by group, for
 * frames of a burst err together. One more group of mean square size counts as a change for the better or
 * worse, so that no change among ten pictures is not taken for certainty (in the manner of Agresti
 * and Min, Statistics in Medicine 24:729, 2005).
 */
export function gainOf(
  before: Float64Array,
  after: Float64Array,
  groups: Int32Array,
): { gain: number; error: number } {
  const byGroup = new Map<number, { rows: number; gained: number }>();
  let total = 0;
  groups.forEach((group, row) => {
    const sums = byGroup.get(group) ?? { rows: 0, gained: 0 };
    const change = after[row] - before[row];
    sums.rows++;
    sums.gained += change;
    total += change;
    byGroup.set(group, sums);
  });
  const gain = total / groups.length;
  let squares = 0;
  let sizes = 0;
  for (const { rows, gained } of byGroup.values()) {
    squares += (gained - gain * rows) ** 2;
    sizes += rows ** 2;
  }
  return { gain, error: Math.sqrt(squares + sizes / byGroup.size) / groups.length };
}
