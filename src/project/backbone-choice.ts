import type { BackboneId } from '../backbone/types.ts';
import { engine } from '../engine/engine.ts';
import type { BackendName, BackendWish, EngineFault } from '../engine/protocol.ts';
import { backboneStore } from './backbone-state.ts';
import { changeSettings } from './change-settings.ts';
import { embeddingQueue } from './embedding-queue.ts';
import type { Settings } from './settings.ts';
import { allSamples, projectStore } from './store.ts';

/** How long the start waits for the first byte of the wanted network before the starter steps in. */
const PATIENCE_AT_START = 3_500;

const BACKENDS: BackendName[] = ['webgpu', 'webgl', 'wasm'];

let choosing = new AbortController();

/**
 * Takes a base network into use: from the cache, else downloaded. Where none has answered in a few
 * seconds the starter is used meanwhile, so the app always works. A later call cancels an earlier.
 */
export async function chooseBackbone(id: BackboneId): Promise<void> {
  choosing.abort();
  choosing = new AbortController();
  const { signal } = choosing;
  const appUrl = new URL('.', document.baseURI).href;
  backboneStore.setState({ fetching: { kind: 'downloading', id, progress: null } });

  let bytesCame = false;
  const fallBack = setTimeout(() => {
    const nothingInUse = backboneStore.getState().inUse === null;
    if (!bytesCame && nothingInUse && id !== 'starter') void fallBackToStarter(signal);
  }, PATIENCE_AT_START);
  const fetched = await engine.fetchBackbone(id, appUrl, signal, (progress) => {
    bytesCame ||= progress.receivedBytes > 0;
    if (!signal.aborted) {
      backboneStore.setState({ fetching: { kind: 'downloading', id, progress } });
    }
  });
  clearTimeout(fallBack);
  if (signal.aborted) return;
  await refreshStored();

  if (!fetched.ok) {
    backboneStore.setState({ fetching: { kind: 'failed', id, fault: fetched.fault } });
    if (backboneStore.getState().inUse === null) await fallBackToStarter(signal);
    return;
  }
  const { inUse } = backboneStore.getState();
  const workDone = allSamples(projectStore.getState()).length > 0;
  const startedOnAnother = inUse?.backbone.id === 'starter' && fellBack;
  if (startedOnAnother && workDone) {
    // Switching computes every embedding anew: the user says when.
    const { label } = fetched.value;
    backboneStore.setState({ fetching: { kind: 'arrived', id, label } });
    return;
  }
  await load(id, signal);
}

/** Set while the starter is in use only because the wanted network could not be had. */
let fellBack = false;

async function fallBackToStarter(signal: AbortSignal): Promise<void> {
  fellBack = true;
  const appUrl = new URL('.', document.baseURI).href;
  const fetched = await engine.fetchBackbone('starter', appUrl, signal, () => undefined);
  if (signal.aborted) return;
  if (!fetched.ok) {
    backboneStore.setState({ loading: { kind: 'failed', fault: fetched.fault } });
    return;
  }
  await load('starter', signal, true);
}

/** Uses the network that has arrived since; see `Fetching`. */
export async function switchToArrived(): Promise<void> {
  const { fetching } = backboneStore.getState();
  if (fetching.kind === 'arrived') await load(fetching.id, choosing.signal);
}

/** Checks files that the user brought (a model.json with its shards) and takes them into use. */
export async function takeOwnFiles(files: File[]): Promise<EngineFault | null> {
  const taken = await engine.takeBackboneFiles(files);
  if (!taken.ok) return taken.fault;
  choosing.abort();
  choosing = new AbortController();
  await refreshStored();
  await changeSettings({ baseNetwork: taken.value.id });
  await load(taken.value.id, choosing.signal);
  return null;
}

/** Loads the backbone in use anew, for another backend. */
export async function changeBackend(backend: Settings['backend']): Promise<void> {
  await changeSettings({ backend });
  const { inUse } = backboneStore.getState();
  if (inUse !== null) await load(inUse.backbone.id, choosing.signal, fellBack, backend === 'auto');
}

async function load(
  id: BackboneId,
  signal: AbortSignal,
  meanwhile = false,
  measureAgain = false,
): Promise<void> {
  embeddingQueue.suspend();
  backboneStore.setState({ loading: { kind: 'loading', id } });
  const answer = await engine.loadBackbone(id, wish(id, measureAgain), signal);
  if (signal.aborted) return;
  if (!answer.ok) {
    backboneStore.setState({ loading: { kind: 'failed', fault: answer.fault } });
    return;
  }
  fellBack = meanwhile;
  const { settings } = projectStore.getState();
  backboneStore.setState((state) => ({
    inUse: answer.value,
    loading: { kind: 'none' },
    fetching: meanwhile ? state.fetching : { kind: 'none' },
  }));
  if (settings.backend === 'auto') {
    const measuredBackends = { ...settings.measuredBackends, [id]: answer.value.backend };
    await changeSettings({ measuredBackends });
  }
  await embeddingQueue.begin();
}

/** The user's override first; else what was measured before on this device; else measure all. */
function wish(id: BackboneId, measureAgain: boolean): BackendWish {
  const { backend, measuredBackends } = projectStore.getState().settings;
  const first = backend === 'auto' ? measuredBackends[id] : backend;
  if (first === undefined || (measureAgain && backend === 'auto')) {
    return { candidates: BACKENDS, takeFirst: false, allowSoftware: false };
  }
  const others = BACKENDS.filter((name) => name !== first);
  return { candidates: [first, ...others], takeFirst: true, allowSoftware: backend !== 'auto' };
}

async function refreshStored(): Promise<void> {
  const stored = await engine.storedBackbones();
  if (stored.ok) backboneStore.setState({ stored: stored.value });
}

/** Follows restarts of the engine, and takes the network of the settings into use. */
export async function startEngine(): Promise<void> {
  engine.onRestart = (ready) => {
    backboneStore.setState({ inUse: ready });
    void embeddingQueue.begin();
  };
  await chooseBackbone(projectStore.getState().settings.baseNetwork);
}
