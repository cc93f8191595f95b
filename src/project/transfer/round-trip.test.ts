import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  filledProject,
  open,
  savedBlob,
  start,
  state,
} from '../../../tests/support/filled-project.ts';
import { emptyDisk, shownFromDisk } from '../../../tests/support/project-on-disk.ts';
import { changedProject } from '../../../tests/support/project-zip.ts';
import { saveModel } from '../model.ts';
import { readSettings } from '../settings.ts';
import { allSamples, projectStore } from '../store.ts';
import { staleness } from '../trained-model.ts';

beforeEach(filledProject);

describe('saved, and opened in a fresh profile', () => {
  test('everything is there again, byte for byte', async () => {
    const before = await shownFromDisk();
    const file = await savedBlob();
    const { head } = state().model ?? {};
    await emptyDisk();
    await start();
    expect(await open(file)).toMatchObject({ ok: true, value: { pictures: 6, refused: [] } });

    const after = await shownFromDisk();
    expect(after.classes).toEqual(before.classes);
    const { model, classes, samples } = state();
    expect(model?.head).toEqual(head);
    expect(model?.classIds).toEqual(classes.map(({ id }) => id));
    expect(model && staleness(model, classes, samples, 'abc')).toEqual([]);
    const bursts = allSamples(state()).map(({ burstId }) => burstId);
    expect(bursts[0]).toBe(bursts[1]);
    expect(bursts[0]).not.toBe(bursts[3]);
    expect(bursts[2]).toBeNull();
    const shown = state();
    await start();
    expect(state().samples).toEqual(shown.samples);
    expect(state().model).toEqual(shown.model);
  });

  test('a model that was out of date still is', async () => {
    const { model } = state();
    await saveModel(model && { ...model, signature: 'older' });
    const file = await savedBlob();
    await open(file);
    const now = state();
    const reasons = now.model && staleness(now.model, now.classes, now.samples, 'abc');
    expect(reasons).toEqual([{ kind: 'pictures-changed' }]);
  });

  test('a model that knows a deleted class still does', async () => {
    const { model, classes } = state();
    await saveModel(model && { ...model, classIds: ['gone', classes[1]?.id ?? ''] });
    await open(await savedBlob());
    const now = state();
    expect(now.model?.namesAtTraining[0]).toBe('Discs');
    expect(now.classes.map(({ id }) => id)).not.toContain(now.model?.classIds[0]);
    expect(now.classes[1]?.id).toBe(now.model?.classIds[1]);
  });

  test('settings of this device stay, those of the project come', async () => {
    const settings = readSettings({ backend: 'webgl', headKind: 'hidden', mirrorWebcam: false });
    projectStore.setState({ settings });
    const file = await savedBlob();
    projectStore.setState({ settings: readSettings({ backend: 'wasm' }) });
    await open(file);
    const { backend, headKind, mirrorWebcam } = state().settings;
    expect({ backend, headKind, mirrorWebcam }).toEqual({
      backend: 'wasm',
      headKind: 'hidden',
      mirrorWebcam: false,
    });
  });

  test('settings that are none change nothing', async () => {
    const odd = {
      baseNetwork: 'evil',
      headKind: 7,
      recording: null,
      backend: 'webgpu',
      hiddenLayer: [],
    };
    const zip = changedProject((json) => Object.assign(json, { settings: odd }));
    const before = state().settings;
    expect(await open(new Blob([zip]))).toMatchObject({ ok: true });
    expect(state().settings).toEqual(before);
  });
});
