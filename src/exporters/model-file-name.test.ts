import { expect, test } from 'vitest';
import { modelFileName } from './model-file-name.ts';

test.each([
  [['Cats', 'Dogs'], 'show-and-tell-cats-dogs.zip'],
  [['Class 1', 'left/right'], 'show-and-tell-class-1-left-right.zip'],
  [['../..\\"<>|:*?', '🐈', ''], 'show-and-tell-model.zip'],
  [['Äpfel', '猫', 'हिंदी'], 'show-and-tell-äpfel-猫-हिंदी.zip'],
  [['a'.repeat(39), 'b', 'c'], `show-and-tell-${'a'.repeat(39)}.zip`],
  [['x'.repeat(200)], 'show-and-tell-model.zip'],
])('%j', (labels, name) => {
  expect(modelFileName(labels, 'tfjs')).toBe(name);
});

test('the format shows in the name', () => {
  expect(modelFileName(['Cats', 'Dogs'], 'onnx')).toBe('show-and-tell-cats-dogs-onnx.zip');
  expect(modelFileName(['Cats', 'Dogs'], 'web-page')).toBe('show-and-tell-cats-dogs.html');
});
