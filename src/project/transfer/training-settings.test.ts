import { expect, test } from 'vitest';
import type { StoredBackbone } from '../../backbone/types.ts';
import { readSettings } from '../settings.ts';
import { trainingSettings } from './training-settings.ts';

const brought: StoredBackbone = {
  id: 'files:0123456789ab',
  version: 1,
  alpha: 0.5,
  label: 'Your files (MobileNet v1, 512 features)',
  fingerprint: '0123456789abcdef',
  inputRange: [-1, 1],
  origin: 'model.json',
  asExpected: true,
  bytes: 5_000_000,
};

test('the base network and the head that the settings name', () => {
  const settings = readSettings({ baseNetwork: 'mobilenet_v2_0.75', headKind: 'hidden' });
  expect(trainingSettings(settings, [])).toEqual({
    backbone: { label: 'MobileNet v2 · 0.75', version: 2, alpha: 0.75 },
    head: { kind: 'hidden', ...settings.hiddenLayer },
  });
});

test('a network that the user brought; the usual one where it is no longer there', () => {
  const settings = readSettings({ baseNetwork: brought.id });
  const { label } = brought;
  expect(trainingSettings(settings, [brought])).toEqual({
    backbone: { label, version: 1, alpha: 0.5 },
    head: { kind: 'linear' },
  });
  expect(trainingSettings(settings, []).backbone).toMatchObject({ version: 2, alpha: 1 });
});
