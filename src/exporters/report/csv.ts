import { textFile } from '../archive.ts';
import type { ArchiveFile } from '../types.ts';

/** null is an empty cell: a figure that is not defined. */
export type Cell = string | number | null;

/** Excel takes a file without it for the system's own encoding, and garbles every "ü". */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * A table as RFC 4180 has it: commas, CRLF, quotes doubled; in UTF-8 with a byte order mark. Numbers
 * have at most six digits behind the point, which is always a point.
 */
export function csvFile(path: string, rows: readonly (readonly Cell[])[]): ArchiveFile {
  const lines = rows.map((row) => `${row.map(cellText).join(',')}\r\n`);
  return textFile(path, BYTE_ORDER_MARK + lines.join(''));
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? `${Number(cell.toFixed(6))}` : '';
  const text = withoutFormula(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A spreadsheet would run a text that begins like a formula, and a class may be called
 * =HYPERLINK(…). An apostrophe in front makes it text (OWASP, "CSV Injection"); blanks before the
 * sign, and its full-width forms, are no protection.
 */
function withoutFormula(text: string): string {
  return /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text;
}
