import type { ReliabilityBin } from '../../../evaluation/reliability.ts';
import {
  acrossAt,
  FRAME,
  type PlotColours,
  type PlotWords,
  percentTicks,
  plotSvg,
  px,
  upAt,
} from './axes.ts';

/** Radius of the largest circle; the others' areas are in proportion to their pictures. */
const LARGEST = 13;
/** A bin of one picture among thousands must be seen too. */
const SMALLEST = 2.5;

/** A bin, in the units of the drawing. */
export interface ReliabilityMark {
  x: number;
  y: number;
  radius: number;
  bin: ReliabilityBin;
}

/** Where the bins stand: how sure, across, and how often right, up. */
export function reliabilityMarks(bins: readonly ReliabilityBin[]): ReliabilityMark[] {
  const most = Math.max(...bins.map(({ count }) => count));
  return bins.map((bin) => ({
    x: acrossAt(bin.confidence),
    y: upAt(bin.accuracy),
    radius: Math.max(SMALLEST, LARGEST * Math.sqrt(bin.count / most)),
    bin,
  }));
}

/** The reliability diagram: on the dashed line, the model is right as often as it says it is sure. */
export function reliabilityPlot(
  id: string,
  bins: readonly ReliabilityBin[],
  words: PlotWords,
  colours: PlotColours,
): string {
  const marks = reliabilityMarks(bins);
  const { left, right, top, bottom } = FRAME;
  const line = marks.map(({ x, y }) => `${px(x)},${px(y)}`).join(' ');
  const circles = marks.map(
    ({ x, y, radius }) =>
      `<circle cx="${px(x)}" cy="${px(y)}" r="${px(radius)}" style="fill:${colours.accent};fill-opacity:.35;stroke:${colours.accent}"/>`,
  );
  const across = [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => ({
    at: acrossAt(share),
    text: `${Math.round(100 * share)} %`,
  }));
  return plotSvg(id, words, colours, { across, up: percentTicks(0) }, [
    `<path d="M${left} ${bottom}L${right} ${top}" stroke-dasharray="5 5" style="stroke:${colours.quiet}"/>`,
    `<polyline points="${line}" stroke-width="1.5" style="stroke:${colours.accent}"/>`,
    ...circles,
  ]);
}
