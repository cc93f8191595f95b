import { expect, test } from 'vitest';
import { tensorflowPadding } from './tensorflow-padding.ts';

const ask = (length: number, kernel: number, stride: number, before: number, after: number) =>
  tensorflowPadding(
    {
      kernelSize: [kernel, kernel],
      stride: [stride, stride],
      padding: { top: before, bottom: after, left: before, right: after },
    },
    [length, length],
  );

test('same where TensorFlow would put the zeros, valid where there are none', () => {
  expect(ask(224, 3, 2, 0, 1)).toBe('same');
  expect(ask(112, 3, 1, 1, 1)).toBe('same');
  expect(ask(7, 3, 2, 1, 1)).toBe('same');
  expect(ask(14, 5, 2, 1, 2)).toBe('same');
  expect(ask(14, 1, 1, 0, 0)).toBe('valid');
  expect(ask(14, 3, 1, 0, 0)).toBe('valid');
});

test('no word for zeros elsewhere, as PyTorch puts them', () => {
  expect(ask(224, 3, 2, 1, 1)).toBeNull();
  expect(ask(224, 3, 2, 1, 0)).toBeNull();
  expect(ask(112, 3, 1, 2, 2)).toBeNull();
});
