import { expect, it } from 'vitest';
import { calibration } from '../../evaluation/calibration.ts';
import { calibrationWords, diagramWords } from './calibration-words.ts';

/** One group of images. */
function found(count: number, confidence: number, accuracy: number) {
  return calibration({
    bins: [{ low: confidence, high: confidence, count, confidence, accuracy }],
    expectedCalibrationError: Math.abs(confidence - accuracy),
  });
}

it('gives a verdict with its facts, and none of a handful', () => {
  expect(calibrationWords(found(100, 0.8, 0.8))).toMatch(
    /^Yes, as far as these images tell: when it says 80.%, .* it is right 80.% of the time\.$/,
  );
  expect(calibrationWords(found(100, 0.8, 0.6))).toMatch(/^It is too sure of itself/);
  expect(calibrationWords(found(100, 0.8, 0.95))).toMatch(/^It is right more often than it says/);
  expect(calibrationWords(found(6, 0.7, 1))).toBe(
    'There are too few images to tell: of 6 images, chance alone can move how often it is right by 37 points. From 30 on there is an answer.',
  );
});

it('measures the error by chance', () => {
  expect(diagramWords(found(100, 0.8, 0.75), true)).toMatch(
    /5\.0.% off the line .* chance alone makes that about 3\.2.%\.$/,
  );
});
