import 'fake-indexeddb/auto';
import { unzipSync, zipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  filledProject,
  open,
  savedBlob,
  start,
  state,
} from '../../../tests/support/filled-project.ts';
import { emptyDisk, shownFromDisk } from '../../../tests/support/project-on-disk.ts';
import { changedProject, projectKnown, projectZip } from '../../../tests/support/project-zip.ts';
import { type StoredAnswers, writeAnswers } from '../../exporters/project-file/carried-answers.ts';
import { prototypesOf, similarity } from '../../head/known-pictures.ts';
import { verdict } from '../../head/verdict.ts';
import { setTestOnly } from '../chosen-samples.ts';
import { saveModel, setUnknownThreshold } from '../model.ts';
import { readSettings } from '../settings.ts';
import { allSamples, projectStore } from '../store.ts';
import { dataSignature, type JudgedSamples, staleness } from '../trained-model.ts';

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

  test('what is only tested stays so, and makes no model out of date', async () => {
    const ids = allSamples(state()).flatMap(({ id, name }) => (name === 'photo.png' ? [id] : []));
    await setTestOnly(new Set(ids), true);
    const { model: trained, classes: before, samples: all } = state();
    await saveModel(trained && { ...trained, signature: dataSignature(before, all) });
    const file = await savedBlob();
    await emptyDisk();
    await start();
    await open(file);
    await start();
    const { model, classes, samples } = state();
    const tested = allSamples(state()).map(({ testOnly }) => testOnly);
    expect(tested).toEqual([false, false, true, false, false, true]);
    expect(model && staleness(model, classes, samples, 'abc')).toEqual([]);
  });

  test('a file of before there were test images has none', async () => {
    const zip = changedProject((json) => {
      for (const sample of json.samples) delete sample.testOnly;
    });
    expect(await open(new Blob([zip]))).toMatchObject({ ok: true, value: { pictures: 4 } });
    expect(allSamples(state()).some(({ testOnly }) => testOnly)).toBe(false);
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

  test('what is none of the classes still is, to the last digit', async () => {
    const rows = Float32Array.of(1, 0.25, 0.75, 0, 0, 1);
    const known = { least: 0.9, usual: 0.95, threshold: 0.95 };
    const { model } = state();
    await saveModel(
      model && {
        ...model,
        known: { ...known, prototypes: prototypesOf(rows, 2, [2, 1]) },
        ownSimilarities: Float32Array.of(0.9, 0.95, 0.97),
      },
    );
    const { head = null } = state().model ?? {};
    expect(head !== null && (await setUnknownThreshold(head, 0.93))).toBe(true);
    const before = { verdicts: verdicts(), model: state().model };
    expect(new Set(before.verdicts.map((each) => each?.kind)).size).toBe(2);
    const file = await savedBlob();
    await emptyDisk();
    await start();
    expect(await open(file)).toMatchObject({ ok: true });
    expect(verdicts()).toEqual(before.verdicts);
    expect(state().model?.known).toEqual(before.model?.known);
    expect(state().model?.ownSimilarities).toEqual(before.model?.ownSimilarities);
    await start();
    expect(verdicts()).toEqual(before.verdicts);
  });

  test('known pictures of a file come along; what is none, or of another way to tell, stays behind', async () => {
    await open(new Blob([projectZip()]));
    expect(state().model?.known).toEqual(projectKnown);
    for (const known of [undefined, null, {}, { method: 'another' }]) {
      const zip = changedProject((json) => Object.assign(json.model ?? {}, { known }));
      expect(await open(new Blob([zip]))).toMatchObject({ ok: true });
      expect(state().model).toMatchObject({ known: null });
    }
    const unsorted = changedProject((json) =>
      Object.assign(json.model ?? {}, { ownSimilarities: [0.5, 0.25] }),
    );
    await open(new Blob([unsorted]));
    expect(state().model?.ownSimilarities).toBeNull();
  });

  test('known pictures of other classes than the model has are no sound project', async () => {
    const zip = changedProject((json) => Object.assign(json.model?.known ?? {}, { counts: [3] }));
    expect(await open(new Blob([zip]))).toMatchObject({
      ok: false,
      fault: { kind: 'bad-project' },
    });
  });

  test('what was said of each picture comes along, under its new name', async () => {
    const ids = allSamples(state()).map(({ id }) => id);
    // One has been deleted since it was judged.
    const judged = answersOf([ids[3] ?? '', 'deleted', ids[0] ?? '', ids[1] ?? '', ids[4] ?? '']);
    const tested = answersOf([ids[5] ?? '', ids[2] ?? '']);
    const { model } = state();
    await saveModel(model && { ...model, judged, tested });
    const file = await savedBlob();
    await emptyDisk();
    await start();
    await open(file);
    await start();

    const now = allSamples(state()).map(({ id }) => id);
    expect(now).not.toEqual(ids);
    const { judged: opened, tested: openedTests } = state().model ?? {};
    const places = opened?.sampleIds.map((id) => now.indexOf(id));
    expect(places).toEqual([3, -1, 0, 1, 4]);
    expect(openedTests?.sampleIds).toEqual([now[5], now[2]]);
    expect({ ...opened, sampleIds: [] }).toEqual({ ...judged, sampleIds: [] });
    expect({ ...openedTests, sampleIds: [] }).toEqual({ ...tested, sampleIds: [] });
    // Saved again, it still is no picture of the project.
    await open(await savedBlob());
    const again = allSamples(state()).map(({ id }) => id);
    expect(state().model?.judged?.sampleIds.map((id) => again.indexOf(id))).toEqual(places);
  });

  test('of a picture that cannot be read any more, the answer stays', async () => {
    const zip = changedProject((json) =>
      Object.assign(json.model ?? {}, { judged: storedAnswers() }),
    );
    const files = unzipSync(zip);
    files['images/0/2.png'] = new Uint8Array(9);
    expect(await open(new Blob([zipSync(files)]))).toMatchObject({
      ok: true,
      value: { pictures: 3 },
    });
    const [first, second, third] = allSamples(state()).map(({ id }) => id);
    const { sampleIds = [] } = state().model?.judged ?? {};
    expect(sampleIds).toEqual([first, expect.any(String), second, third]);
    expect(new Set(sampleIds).size).toBe(4);
  });

  test.each<[string, Record<string, unknown> | undefined]>([
    ['is none', undefined],
    ['is of a sample that is not there', { samples: [0, 1, 2, 4] }],
    ['names a sample twice', { samples: [0, 1, 2, 2] }],
    ['is of a class that the model has not', { labels: [0, 0, 1, 2] }],
    ['has lists of two lengths', { folds: [0, 1, 0] }],
    ['has more folds than there can be', { folds: [0, 1, 0, 1e9] }],
    ['has too few probabilities', { probabilities: 'AAAAAA==' }],
    ['has what is no base64', { probabilities: storedAnswers().probabilities.replace('A', '*') }],
    ['has what is no probability', { probabilities: storedAnswers([2]).probabilities }],
    ['has what is no number', { probabilities: storedAnswers([Number.NaN]).probabilities }],
  ])('what %s stays behind, and the model comes', async (_, change) => {
    const judged = change && { ...storedAnswers(), ...change };
    const zip = changedProject((json) =>
      Object.assign(json.model ?? {}, { judged, tested: judged }),
    );
    expect(await open(new Blob([zip]))).toMatchObject({ ok: true, value: { hasModel: true } });
    expect(state().model).toMatchObject({ judged: null, tested: null });
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

/** What a model of two classes said of samples; some numbers that have no end in decimals. */
function answersOf(sampleIds: string[]): JudgedSamples {
  const rows = sampleIds.map((_, at) => at);
  return {
    sampleIds,
    labels: Int32Array.from(rows, (at) => at % 2),
    groups: Int32Array.from(rows, (at) => 1000 + Math.floor(at / 2)),
    folds: Int32Array.from(rows, (at) => at % 3),
    probabilities: Float32Array.from(rows.flatMap((at) => [1 / (at + 3), 1 - 1 / (at + 3)])),
  };
}

/** The same of the four pictures of `projectZip`, as a file holds it. */
function storedAnswers(first: number[] = []): StoredAnswers {
  const { sampleIds, ...answers } = answersOf(['a', 'b', 'c', 'd']);
  answers.probabilities.set(first);
  const stored = writeAnswers({ ...answers, places: [...sampleIds.keys()] });
  if (stored === null) throw new Error('too many');
  return stored;
}

/** Of pictures all around, as unlike each other as can be. */
function verdicts() {
  const known = state().model?.known ?? null;
  return Array.from({ length: 24 }, (_, at) => {
    const angle = (at / 12) * Math.PI;
    const embedding = Float32Array.of(Math.cos(angle), Math.sin(angle));
    return known && verdict([0.75, 0.25], similarity(known.prototypes, embedding), known);
  });
}
