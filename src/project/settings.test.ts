import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

test('a new project gets the defaults', () => {
  expect(readSettings(undefined)).toMatchObject({
    baseNetwork: 'mobilenet_v2_1.0',
    backend: 'auto',
    headKind: 'linear',
    hiddenLayer: { units: 100, epochs: 50, batchSize: 16, learningRate: 0.001 },
  });
});

test('one bad setting does not cost the others', () => {
  const settings = readSettings({
    backend: 'abacus',
    mirrorWebcam: false,
    hiddenLayer: { units: -5, epochs: 20, batchSize: 8, learningRate: 'fast' },
  });
  expect(settings.backend).toBe('auto');
  expect(settings.mirrorWebcam).toBe(false);
  expect(settings.hiddenLayer).toEqual({
    units: 100,
    epochs: 20,
    batchSize: 8,
    learningRate: 0.001,
  });
});

test('what is not an object is no settings', () => {
  for (const stored of [null, 'x', 3, []]) expect(readSettings(stored)).toEqual(readSettings({}));
});
