import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { classesOf, modelOf, sampleOf } from '../../tests/support/judged-model.ts';
import { emptyDisk } from '../../tests/support/project-on-disk.ts';
import type { BackboneId } from '../backbone/types.ts';
import type { EngineFault, EngineReady } from '../engine/protocol.ts';
import type { TrainedModel } from '../project/trained-model.ts';
import type { Sample } from '../project/types.ts';
import { failed, ok, type Result } from '../result.ts';
import type { ProjectSet } from './training-set.ts';

type Trained = Result<TrainedModel, EngineFault>;

const training = vi.hoisted(() => ({ trainOnce: vi.fn() }));
vi.mock('./train-once.ts', () => training);

/** A fresh app with a model of six samples, which follows them. */
async function followingApp() {
  vi.resetModules();
  const stores = {
    ...(await import('../project/store.ts')),
    ...(await import('../project/backbone-state.ts')),
    ...(await import('../project/embedding-queue.ts')),
    ...(await import('../project/trained-model.ts')),
    ...(await import('../project/model.ts')),
    ...(await import('./follow-state.ts')),
    ...(await import('./report-state.ts')),
    ...(await import('./training-state.ts')),
  };
  const { projectStore, backboneStore, embeddingStore, followStore, dataSignature } = stores;
  const state = () => projectStore.getState();
  const signature = () => dataSignature(state().classes, state().samples);
  const ids = (prefix: string) => [1, 2, 3].map((nth) => sampleOf(`${prefix}${nth}`, prefix));
  const samples: Record<string, Sample[]> = { a: ids('a'), b: ids('b') };
  const classes = classesOf(['a', 'b']);
  projectStore.setState({ classes, samples, status: 'ready' });
  embeddingStore.setState({ activity: 'idle', done: 6, total: 6 });
  const made = (nth: number, fields: Partial<TrainedModel> = {}) =>
    modelOf(['a', 'b'], {
      trainedAt: new Date(Date.UTC(2026, 10, 24, 1, nth)).toISOString(),
      signature: signature(),
      ...fields,
    });
  projectStore.setState({ model: made(0) });
  backboneStore.setState({ inUse: inUse(state().settings.baseNetwork) });

  let nth = 0;
  training.trainOnce.mockImplementation(async ({ signature }: ProjectSet): Promise<Trained> => {
    nth += 1;
    return ok(made(nth, { signature }));
  });
  (await import('./follow-samples.ts')).followSamples();
  return {
    ...stores,
    made,
    signature,
    /** One more sample in class a. */
    addSample: () =>
      projectStore.setState(({ samples: now }) => {
        const list = now.a ?? [];
        return { samples: { ...now, a: [...list, sampleOf(`a${list.length + 1}`, 'a')] } };
      }),
    model: () => state().model,
    shown: () => followStore.getState().state,
    isUpToDate: () => state().model?.signature === signature(),
  };
}

function inUse(id: BackboneId): EngineReady {
  const backbone = {
    id,
    version: 1 as const,
    alpha: 0.25,
    label: id,
    fingerprint: 'abc',
    inputRange: [0, 1] as [number, number],
    origin: 'a test',
    asExpected: true,
    bytes: 1,
  };
  return { backbone, features: 1, backend: 'wasm', millisecondsPerPicture: 1, trials: [] };
}

/** A training that lasts until `end` is called, or its signal aborts. */
function lastingTraining() {
  let end: (trained: Trained) => void = () => undefined;
  const begun = vi.fn();
  training.trainOnce.mockImplementationOnce(
    (_set: ProjectSet, signal: AbortSignal) =>
      new Promise<Trained>((resolve) => {
        begun();
        end = resolve;
        signal.addEventListener('abort', () => resolve(failed({ kind: 'cancelled' })));
      }),
  );
  return {
    begun: () => until(() => expect(begun).toHaveBeenCalled()),
    end: (trained: Trained) => end(trained),
  };
}

/** Also on a busy machine. */
const until = (check: () => void) => vi.waitFor(check, 20_000);
/** Longer than the follower waits for a quiet moment. */
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 400));
const trainings = () => training.trainOnce.mock.calls.length;
const page = Object.assign(new EventTarget(), { hidden: false });

beforeEach(async () => {
  vi.stubGlobal('document', page);
  page.hidden = false;
  training.trainOnce.mockReset();
  await emptyDisk();
});
afterEach(() => vi.unstubAllGlobals());

test('it follows a sample, and says nothing more of an earlier training', async () => {
  const app = await followingApp();
  app.trainingStore.setState({ state: { kind: 'cancelled' } });
  app.addSample();
  expect(app.shown()).toBe('due');
  await until(() => expect(app.isUpToDate()).toBe(true));
  await until(() => expect(app.shown()).toBe('idle'));
  expect(app.trainingStore.getState().state).toEqual({ kind: 'idle' });
  expect(trainings()).toBe(1);
});

test('what comes while it trains is never shown as out of date for a moment', async () => {
  const app = await followingApp();
  const first = lastingTraining();
  app.addSample();
  await first.begun();
  const { signature } = app;
  const then = signature();
  app.addSample();
  const shown: string[] = [];
  app.followStore.subscribe(({ state }) => shown.push(state));
  first.end(ok(app.made(1, { signature: then })));
  await until(() => expect(app.shown()).toBe('idle'));
  expect(app.isUpToDate()).toBe(true);
  expect(shown.slice(0, -1)).not.toContain('idle');
});

test('where embeddings are missing it tries again once more has been read', async () => {
  const app = await followingApp();
  training.trainOnce.mockResolvedValueOnce(failed({ kind: 'missing-embeddings', count: 1 }));
  app.addSample();
  await until(() => expect(app.shown()).toBe('failed'));
  await aMoment();
  expect(trainings()).toBe(1);
  app.embeddingStore.setState({ activity: 'running', total: 7 });
  await until(() => expect(app.shown()).toBe('due'));
  app.embeddingStore.setState({ activity: 'idle', done: 7 });
  await until(() => expect(app.isUpToDate()).toBe(true));
  expect(trainings()).toBe(2);
});

test('another failure is not tried twice', async () => {
  const app = await followingApp();
  training.trainOnce.mockResolvedValueOnce(failed({ kind: 'silent' }));
  app.addSample();
  await until(() => expect(app.shown()).toBe('failed'));
  app.embeddingStore.setState({ activity: 'running' });
  app.embeddingStore.setState({ activity: 'idle' });
  await aMoment();
  expect(trainings()).toBe(1);
});

test('a training with mirror images that fails is not begun over and over', async () => {
  const app = await followingApp();
  app.embeddingStore.setState({ mirrorsLeft: 7 });
  app.addSample();
  await until(() => expect(app.isUpToDate()).toBe(true));
  training.trainOnce.mockResolvedValue(failed({ kind: 'silent' }));
  app.embeddingStore.setState({ mirrorsLeft: 0 });
  await until(() => expect(trainings()).toBe(2));
  await aMoment();
  await aMoment();
  expect(trainings()).toBe(2);
});

test('an older run that was taken into use stays, until samples change', async () => {
  const app = await followingApp();
  app.reportStore.setState({ open: true });
  const older = app.made(0, { signature: 'older', trainedAt: '2026-11-01T00:00:00.000Z' });
  await app.putModelInUse(older);
  app.reportStore.setState({ open: false });
  await aMoment();
  expect(app.model()?.signature).toBe('older');
  expect(app.shown()).toBe('idle');
  app.addSample();
  await until(() => expect(app.isUpToDate()).toBe(true));
});

test('an older run of another network stays when that network comes into use', async () => {
  const app = await followingApp();
  const older = { signature: 'older', fingerprint: 'other', trainedAt: '2026-11-01T00:00:00.000Z' };
  await app.putModelInUse(app.made(0, older));
  const ready = inUse(app.projectStore.getState().settings.baseNetwork);
  const other = { ...ready, backbone: { ...ready.backbone, fingerprint: 'other' } };
  app.backboneStore.setState({ inUse: other });
  await aMoment();
  expect(app.model()?.signature).toBe('older');
});

test('samples that came during the user’s own training are followed', async () => {
  const app = await followingApp();
  const running = {
    kind: 'running',
    phase: 'fitting',
    fraction: 0.5,
    cancel: () => undefined,
  } as const;
  app.trainingStore.setState({ state: running });
  const then = app.signature();
  app.addSample();
  await app.putModelInUse(app.made(50, { signature: then }));
  app.trainingStore.setState({ state: { kind: 'done', milliseconds: 5 } });
  await until(() => expect(app.isUpToDate()).toBe(true));
});

test('opening the report stops it until that is closed; switching it off stops it', async () => {
  const app = await followingApp();
  const first = lastingTraining();
  app.addSample();
  await first.begun();
  app.reportStore.setState({ open: true });
  await until(() => expect(app.shown()).toBe('idle'));
  const second = lastingTraining();
  app.reportStore.setState({ open: false });
  await second.begun();
  app.projectStore.setState(({ settings }) => ({
    settings: { ...settings, trainAutomatically: false },
  }));
  await until(() => expect(app.shown()).toBe('idle'));
  await aMoment();
  expect(trainings()).toBe(2);
  expect(app.isUpToDate()).toBe(false);
});

test('what is made while nobody looks is kept', async () => {
  const app = await followingApp();
  const only = lastingTraining();
  app.addSample();
  await only.begun();
  page.hidden = true;
  page.dispatchEvent(new Event('visibilitychange'));
  only.end(ok(app.made(1)));
  await until(() => expect(app.isUpToDate()).toBe(true));
});

test('one that the user cancels is not begun again until samples change', async () => {
  const app = await followingApp();
  const first = lastingTraining();
  app.addSample();
  await first.begun();
  await until(() => expect(app.followStore.getState().long).not.toBeNull());
  // Also what has come since it began.
  app.addSample();
  app.followStore.getState().long?.cancel();
  await until(() => expect(app.shown()).toBe('idle'));
  expect(app.followStore.getState().long).toBeNull();
  await aMoment();
  expect(trainings()).toBe(1);
  app.addSample();
  await until(() => expect(app.isUpToDate()).toBe(true));
});

test('thousands are not trained on while the page is in use', { timeout: 30_000 }, async () => {
  const app = await followingApp();
  app.projectStore.setState(({ samples }) => {
    const more = Array.from({ length: 2_001 }, (_, nth) => sampleOf(`more${nth}`, 'a'));
    return { samples: { ...samples, a: [...(samples.a ?? []), ...more] }, model: null };
  });
  const scrolling = setInterval(() => page.dispatchEvent(new Event('scroll')), 100);
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  expect(trainings()).toBe(0);
  expect(app.shown()).toBe('resting');
  clearInterval(scrolling);
  await until(() => expect(trainings()).toBe(1));
  await until(() => expect(app.shown()).toBe('idle'));
  await aMoment();
});
