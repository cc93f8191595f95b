/** @param {number[]} values not empty */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Rounds of one side → what is written down; milliseconds. */
export function summary(rounds) {
  return {
    median: median(rounds),
    lowest: Math.min(...rounds),
    highest: Math.max(...rounds),
    rounds,
  };
}

/** Adds how often ours goes into theirs, and the limit into ours. */
export function withRatios({ name, what, aims = {}, difference, ...sides }) {
  const { ours = null, theirs = null, raw = null, megabytes } = sides;
  const theirsByOurs = ours && theirs ? theirs.median / ours.median : null;
  const oursByRaw = ours && raw ? ours.median / raw.median : null;
  const ratios = { theirsByOurs, oursByRaw };
  return { name, what, aims, ours, theirs, raw, ...ratios, megabytes, difference };
}

const number = (value) => (value >= 100 ? value.toFixed(0) : value.toFixed(1));
const orNothing = (value, words = number) => (value == null ? '' : words(value));
const ratio = (value) => orNothing(value, (found) => found.toFixed(2));
const time = (side) =>
  orNothing(side, ({ median, lowest, highest }) => {
    const alone = lowest === highest;
    return alone ? number(median) : `${number(median)} (${number(lowest)}–${number(highest)})`;
  });

/** What the bench's own pages measured: medians in milliseconds, lowest and highest round in brackets. */
export function table(rows) {
  const head = ['milliseconds', 'ours', 'theirs', 'raw limit', 'theirs / ours', 'ours / raw'];
  const memory = rows.some(({ megabytes }) => megabytes != null);
  if (memory) head.push('memory, MB');
  const timed = rows.filter(({ ours, raw }) => ours ?? raw);
  const cells = timed.map((row) => [
    row.what,
    time(row.ours),
    time(row.theirs),
    time(row.raw),
    ratio(row.theirsByOurs),
    ratio(row.oursByRaw),
    ...(memory ? [orNothing(row.megabytes)] : []),
  ]);
  return columns(head, cells);
}

/** What the app itself was measured doing. */
export function appTable(rows) {
  const head = ['the app', 'ms', 'longest task, ms', 'longest frame, ms', 'heap, MB', 'all, MB'];
  const cells = rows.map((row) => [
    row.what,
    time(row.ours),
    orNothing(row.longestTask, (found) => (found === 0 ? '< 50' : number(found))),
    orNothing(row.longestFrame),
    orNothing(row.pageMegabytes),
    orNothing(row.megabytes),
  ]);
  return columns(head, cells);
}

/** Each aim, and what was found. */
export function aimsTable(aims) {
  const head = ['aim', 'wanted', 'found', ''];
  const small = (value) =>
    value !== 0 && value < 0.01 ? value.toExponential(1) : `${+value.toFixed(2)}`;
  const cells = aims.map(({ what, aim, least, found, met }) => [
    what,
    `${least ? '≥' : '≤'} ${small(aim)}`,
    small(found),
    met ? 'met' : 'NOT MET',
  ]);
  return columns(head, cells);
}

/** Lines of words, each column as wide as its widest, under a head. */
export function columns(head, rows) {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((line) => line[column].length)),
  );
  const line = (words) =>
    words
      .map((word, column) => word.padEnd(widths[column]))
      .join('  ')
      .trimEnd();
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].join(
    '\n',
  );
}
