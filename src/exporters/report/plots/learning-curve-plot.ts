import type { LearningCurve, LearningPoint } from '../../../evaluation/learning-curve.ts';
import { countText } from '../numbers.ts';
import {
  acrossAt,
  type PlotColours,
  type PlotWords,
  percentTicks,
  plotSvg,
  px,
  type Tick,
  upAt,
} from './axes.ts';

/** Share of the width that stays free on either side of the points. */
const MARGIN = 0.05;

/** The learning curve in the units of the drawing. */
export interface CurveShape {
  marks: { x: number; y: number; low: number; high: number; point: LearningPoint }[];
  /** What is expected of twice the samples; null where nothing is. */
  projected: { x: number; y: number } | null;
  across: Tick[];
  up: Tick[];
}

/**
 * Where the points stand: samples across, every doubling as wide as the next, and accuracy up, from
 * the ten percent below the lowest interval.
 */
export function curveShape({ points, projected }: LearningCurve): CurveShape {
  const lowest = Math.min(...points.map(({ interval }) => interval.low));
  const low = Math.max(0, Math.min(0.9, Math.floor(10 * lowest) / 10));
  const first = Math.log2(points[0]?.samples ?? 1);
  const last = Math.log2(points[points.length - 1]?.samples ?? 2) + (projected === null ? 0 : 1);
  const x = (samples: number) =>
    acrossAt(MARGIN + ((1 - 2 * MARGIN) * (Math.log2(samples) - first)) / (last - first));
  const twice = 2 ** last;
  return {
    marks: points.map((point) => ({
      x: x(point.samples),
      y: upAt(point.accuracy, low),
      low: upAt(point.interval.low, low),
      high: upAt(point.interval.high, low),
      point,
    })),
    projected: projected === null ? null : { x: x(twice), y: upAt(projected, low) },
    across: [...points.map(({ samples }) => samples), ...(projected === null ? [] : [twice])].map(
      (samples) => ({ at: x(samples), text: countText(samples) }),
    ),
    up: percentTicks(low),
  };
}

/** The learning curve with its interval as a band, and, dashed, what twice the samples may bring. */
export function learningCurvePlot(
  id: string,
  curve: LearningCurve,
  words: PlotWords,
  colours: PlotColours,
): string {
  const { marks, projected, across, up } = curveShape(curve);
  const there = marks.map(({ x, high }) => `${px(x)},${px(high)}`);
  const back = marks.map(({ x, low }) => `${px(x)},${px(low)}`).reverse();
  const line = marks.map(({ x, y }) => `${px(x)},${px(y)}`).join(' ');
  const last = marks[marks.length - 1];
  const expected =
    projected && last
      ? [
          `<path d="M${px(last.x)} ${px(last.y)}L${px(projected.x)} ${px(projected.y)}" stroke-width="2" stroke-dasharray="4 5" style="stroke:${colours.accent}"/>`,
          `<circle cx="${px(projected.x)}" cy="${px(projected.y)}" r="4.5" stroke-width="2" style="stroke:${colours.accent}"/>`,
        ]
      : [];
  return plotSvg(id, words, colours, { across, up }, [
    `<polygon points="${[...there, ...back].join(' ')}" style="fill:${colours.accent};fill-opacity:.18"/>`,
    `<polyline points="${line}" stroke-width="2" style="stroke:${colours.accent}"/>`,
    ...expected,
    ...marks.map(
      ({ x, y }) => `<circle cx="${px(x)}" cy="${px(y)}" r="4.5" style="fill:${colours.accent}"/>`,
    ),
  ]);
}
