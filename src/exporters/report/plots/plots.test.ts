import { describe, expect, it } from 'vitest';
import { markupFlaws } from '../../../../tests/support/markup-flaws.ts';
import type { LearningCurve } from '../../../evaluation/learning-curve.ts';
import { svgAddress } from '../markup.ts';
import { FRAME, percentTicks } from './axes.ts';
import { curveShape, learningCurvePlot } from './learning-curve-plot.ts';
import { reliabilityMarks, reliabilityPlot } from './reliability-plot.ts';

const words = { title: 'A <plot>', description: '"all" & more', across: 'x', up: 'y' };
const colours = { quiet: '#555', line: '#ddd', accent: 'var(--accent)' };

const curve: LearningCurve = {
  points: [30, 60, 120, 240].map((samples, at) => ({
    samples,
    perClass: samples / 3,
    accuracy: 0.7 + 0.07 * at,
    interval: { low: 0.62 + 0.07 * at, high: 0.75 + 0.07 * at },
  })),
  moreWouldHelp: 'yes',
  projected: 0.94,
};

describe('the learning curve', () => {
  it('has doublings of one width, and everything inside of the frame', () => {
    const { marks, projected, across, up } = curveShape(curve);
    const xs = [...marks.map(({ x }) => x), projected?.x ?? 0];
    const steps = xs.slice(1).map((x, at) => x - (xs[at] ?? 0));
    for (const step of steps) expect(step).toBeCloseTo(steps[0] ?? 0, 8);
    for (const { x, y, low, high } of marks) {
      expect(x).toBeGreaterThan(FRAME.left);
      expect([FRAME.top <= high, high < y, y < low, low <= FRAME.bottom]).not.toContain(false);
    }
    expect(projected?.x).toBeLessThan(FRAME.right);
    expect(across.map(({ text }) => text)).toEqual(['30', '60', '120', '240', '480']);
    // From the ten percent below 62 %.
    expect(up[0]).toEqual({ at: FRAME.bottom, text: '60 %' });
  });

  it('draws without an expectation, and all right', () => {
    const sure = curve.points.map((point) => ({
      ...point,
      accuracy: 1,
      interval: { low: 0.97, high: 1 },
    }));
    const svg = learningCurvePlot('p', { ...curve, points: sure, projected: null }, words, colours);
    expect(svg).not.toContain('NaN');
    expect(svg.match(/<circle/g)).toHaveLength(4);
  });
});

describe('the reliability diagram', () => {
  const bins = [
    { low: 0.5, high: 0.6, count: 1, confidence: 0.55, accuracy: 0 },
    { low: 0.9, high: 1, count: 100, confidence: 1, accuracy: 1 },
  ];

  it('makes areas of counts', () => {
    const marks = reliabilityMarks(bins);
    expect(marks).toHaveLength(2);
    expect(marks[0]).toMatchObject({ y: FRAME.bottom });
    expect(marks[1]).toMatchObject({ x: FRAME.right, y: FRAME.top, radius: 13 });
    const svg = reliabilityPlot('p', bins, words, colours);
    expect(svg).not.toContain('NaN');
    expect(svg.match(/<circle/g)).toHaveLength(2);
  });

  it('is empty for no pictures', () => {
    expect(markupFlaws(reliabilityPlot('p', [], words, colours))).toEqual([]);
  });
});

describe('a drawing', () => {
  it('is well-formed, named, and can be an image of its own', () => {
    for (const svg of [
      learningCurvePlot('a', curve, words, colours),
      reliabilityPlot('b', [], words, colours),
    ]) {
      expect(markupFlaws(svg)).toEqual([]);
      expect(svg).toContain('>A &lt;plot&gt;</title>');
      expect(svg).toContain('>&quot;all&quot; &amp; more</desc>');
      const address = svgAddress(svg);
      expect(decodeURIComponent(address)).toContain('<svg xmlns="http://www.w3.org/2000/svg" ');
      expect(address).not.toMatch(/[<>"#\s]/);
    }
  });

  it.each([
    [0, ['0 %', '20 %', '40 %', '60 %', '80 %', '100 %']],
    [0.6, ['60 %', '70 %', '80 %', '90 %', '100 %']],
    [0.9, ['90 %', '92 %', '94 %', '96 %', '98 %', '100 %']],
  ])('has round ticks from %f', (low, wanted) => {
    expect(percentTicks(low).map(({ text }) => text)).toEqual(wanted);
  });
});
