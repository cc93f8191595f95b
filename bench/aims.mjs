/** What the figures should be, and whether they are. */

/** How each kind of aim is read off a row. `least`: the figure should be at least, not at most, the aim. */
const KINDS = {
  theirs: {
    what: "times as fast as Teachable Machine's library",
    least: true,
    found: ({ theirsByOurs }) => theirsByOurs,
  },
  raw: { what: 'times the raw limit', found: ({ oursByRaw }) => oursByRaw },
  milliseconds: { what: 'milliseconds', found: ({ ours }) => ours?.median ?? null },
  longestTask: {
    what: 'milliseconds, longest task on the page',
    found: ({ longestTask }) => longestTask ?? null,
  },
  pageMegabytes: {
    what: 'MB, heap of the page',
    found: ({ pageMegabytes }) => pageMegabytes ?? null,
  },
  megabytes: { what: 'MB, page and its workers', found: ({ megabytes }) => megabytes ?? null },
  kilobytes: { what: 'kB, gzipped', found: ({ kilobytes }) => kilobytes ?? null },
  difference: { what: 'largest difference', found: ({ difference }) => difference ?? null },
};

/**
 * The aims of the rows that were measured.
 * An aim `against` names another row and how many times its time this row may take.
 */
export function aimsOf(rows) {
  return rows.flatMap((row) =>
    Object.entries(row.aims ?? {}).flatMap(([kind, aim]) => {
      if (kind === 'against') return against(row, aim, rows);
      const { what, least = false, found } = KINDS[kind];
      const value = found(row);
      if (value === null) return [];
      return [
        {
          what: `${row.what.trim()}: ${what}`,
          aim,
          least,
          found: value,
          met: met(value, aim, least),
        },
      ];
    }),
  );
}

function against(row, { name, most }, rows) {
  const other = rows.find((each) => each.name === name);
  if (!other?.ours || !row.ours) return [];
  const found = row.ours.median / other.ours.median;
  const what = `${row.what.trim()}: times as long as to ${other.what.trim()}`;
  return [{ what, aim: most, least: false, found, met: met(found, most, false) }];
}

const met = (value, aim, least) => (least ? value >= aim : value <= aim);
