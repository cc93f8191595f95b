import { escapeText } from '../markup.ts';

/** CSS colours; a report passes its variables, a page its theme's. */
export interface PlotColours {
  quiet: string;
  line: string;
  accent: string;
}

/** What the plot is called and says, for those who do not see it, and on its axes. */
export interface PlotWords {
  title: string;
  description: string;
  across: string;
  up: string;
}

/** A mark on an axis. */
export interface Tick {
  /** In the units of the drawing. */
  at: number;
  text: string;
}

/**
 * The drawing's size and the frame that the axes bound, in its own units (CSS pixels at full size). Not
 * much wider than a phone, where its words would otherwise shrink with it.
 */
export const FRAME = {
  width: 400,
  height: 290,
  left: 64,
  right: 380,
  top: 18,
  bottom: 242,
} as const;

/** Where a share between `low` and 1 stands on the upright axis. */
export function upAt(share: number, low = 0): number {
  return FRAME.bottom - ((share - low) / (1 - low)) * (FRAME.bottom - FRAME.top);
}

/** Where a share of the width stands on the level axis. */
export function acrossAt(share: number): number {
  return FRAME.left + share * (FRAME.right - FRAME.left);
}

/** Ticks of the upright axis: percent from `low`, 0 to 1, to 100 %. */
export function percentTicks(low: number): Tick[] {
  const step = [0.01, 0.02, 0.05, 0.1, 0.2].find((size) => (1 - low) / size <= 6) ?? 0.25;
  const count = Math.floor((1 - low) / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, at) => {
    const share = 1 - at * step;
    return { at: upAt(share, low), text: `${Math.round(100 * share)} %` };
  }).reverse();
}

/** To a tenth of a pixel: nobody sees more, and the file is a third as long. */
export function px(value: number): string {
  return `${Math.round(10 * value) / 10}`;
}

/**
 * A whole SVG: axes, their words, and inside of them the elements of `content`. Colours stand in `style`, where a
 * variable is allowed, and nothing in it needs a style sheet, so that `svgAddress` makes it an <img>.
 * @param id begins every id in it; no two plots of one page have the same
 */
export function plotSvg(
  id: string,
  words: PlotWords,
  colours: PlotColours,
  axes: { across: readonly Tick[]; up: readonly Tick[] },
  content: readonly string[],
): string {
  const { width, height, left, right, top, bottom } = FRAME;
  const label = (x: number, y: number, anchor: string, text: string, more = '') =>
    `<text x="${px(x)}" y="${px(y)}" text-anchor="${anchor}" font-size="12" style="fill:${colours.quiet}"${more}>${escapeText(text)}</text>`;
  const grid = axes.up
    .map(
      ({ at, text }) =>
        `<path d="M${left} ${px(at)}H${right}" style="stroke:${colours.line}"/>${label(left - 8, at + 4, 'end', text)}`,
    )
    .join('');
  const marks = axes.across
    .map(
      ({ at, text }) =>
        `<path d="M${px(at)} ${bottom}v5" style="stroke:${colours.quiet}"/>${label(at, bottom + 19, 'middle', text)}`,
    )
    .join('');
  const middle = (top + bottom) / 2;
  return [
    `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${id}-title ${id}-desc" font-family="system-ui, sans-serif" fill="none">`,
    `<title id="${id}-title">${escapeText(words.title)}</title>`,
    `<desc id="${id}-desc">${escapeText(words.description)}</desc>`,
    grid,
    `<path d="M${left} ${bottom}H${right}" style="stroke:${colours.quiet}"/>`,
    marks,
    label((left + right) / 2, height - 8, 'middle', words.across),
    label(14, middle, 'middle', words.up, ` transform="rotate(-90 14 ${middle})"`),
    ...content,
    '</svg>',
  ].join('');
}
