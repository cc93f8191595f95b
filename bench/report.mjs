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
export function withRatios({ name, what, aims = {}, ours, theirs, raw, megabytes }) {
  const theirsByOurs = ours && theirs ? theirs.median / ours.median : null;
  const oursByRaw = ours && raw ? ours.median / raw.median : null;
  return { name, what, ours, theirs, raw, theirsByOurs, oursByRaw, aims, megabytes };
}

const number = (value) => (value >= 100 ? value.toFixed(0) : value.toFixed(1));
const time = (side) =>
  side ? `${number(side.median)} (${number(side.lowest)}–${number(side.highest)})` : '';
const ratio = (value, aim, sign) => {
  if (value === null) return '';
  return aim === undefined ? value.toFixed(2) : `${value.toFixed(2)} (aim ${sign} ${aim})`;
};

/** The table as text: medians in milliseconds, lowest and highest round in brackets. */
export function table(rows) {
  const head = ['milliseconds', 'ours', 'theirs', 'raw limit', 'theirs / ours', 'ours / raw'];
  const memory = rows.some(({ megabytes }) => megabytes !== null);
  if (memory) head.push('memory, MB');
  const cells = rows.map((row) => [
    row.what,
    time(row.ours),
    time(row.theirs),
    time(row.raw),
    ratio(row.theirsByOurs, row.aims.theirs, '≥'),
    ratio(row.oursByRaw, row.aims.raw, '≤'),
    ...(memory ? [row.megabytes === null ? '' : number(row.megabytes)] : []),
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...cells.map((line) => line[column].length)),
  );
  const line = (words) =>
    words
      .map((word, column) => word.padEnd(widths[column]))
      .join('  ')
      .trimEnd();
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...cells.map(line)].join(
    '\n',
  );
}
