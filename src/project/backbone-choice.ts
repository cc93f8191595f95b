import type { BackboneId } from '../backbone/types.ts';
import { engine } from '../engine/engine.ts';
import type { BackendName, BackendWish, EngineFault } from '../engine/protocol.ts';
import { backboneStore } from './backbone-state.ts';
import { changeSettings } from './change-settings.ts';
import { embeddingQueue } from './embedding-queue.ts';
import { FallBack, Patience } from './fall-back.ts';
import type { Settings } from './settings.ts';
import { allSamples, projectStore } from './store.ts';

const BACKENDS: BackendName[] = ['webgpu', 'webgl', 'wasm'];

let choosing = new AbortController();
/** Counts the loads; an answer to an earlier one changes nothing. */
let loads = 0;
/** Set while another network is in use only because the wanted one could not be had. */
let fellBack = false;

const appUrl = () => new URL('.', document.baseURI).href;
const nothingInUse = () => backboneStore.getState().inUse === null;

/**
 * Takes a base network into use: from the cache, else downloaded. Where nothing arrives for a few
 * seconds another is used meanwhile, so the app always works. A later call cancels an earlier.
 */
export async function chooseBackbone(id: BackboneId): Promise<void> {
  choosing.abort();
  choosing = new AbortController();
  const { signal } = choosing;
  if (backboneStore.getState().inUse?.backbone.id === id) {
    fellBack = false;
    backboneStore.setState({ fetching: { kind: 'none' } });
    return;
  }
  backboneStore.setState({ fetching: { kind: 'downloading', id, progress: null } });
  const meanwhile = new FallBack(signal, takeNearest);
  const patience = new Patience(() => {
    if (nothingInUse() && id !== 'starter') void meanwhile.begin();
  });
  const fetched = await engine.fetchBackbone(id, appUrl(), signal, (progress) => {
    if (progress.receivedBytes > 0) patience.again();
    if (!signal.aborted) {
      backboneStore.setState({ fetching: { kind: 'downloading', id, progress } });
    }
  });
  patience.end();
  if (signal.aborted) return;
  await refreshStored();

  if (!fetched.ok) {
    backboneStore.setState({ fetching: { kind: 'failed', id, fault: fetched.fault } });
    if (nothingInUse()) await meanwhile.begin();
    return;
  }
  const workDone = allSamples(projectStore.getState()).length > 0;
  if (fellBack && workDone && !nothingInUse()) {
    // Switching computes every embedding anew: the user says when.
    const { label } = fetched.value;
    backboneStore.setState({ fetching: { kind: 'arrived', id, label } });
    return;
  }
  meanwhile.stop();
  await load(id, signal);
}

/** Gives up the download or the measuring under way; the app goes on with what it has. */
export async function cancelChoice(): Promise<void> {
  choosing.abort();
  choosing = new AbortController();
  backboneStore.setState({ fetching: { kind: 'none' } });
  if (nothingInUse()) await takeNearest(choosing.signal);
}

/** Uses what needs no network: the one that the model belongs to, where it is stored, else the starter. */
async function takeNearest(signal: AbortSignal): Promise<void> {
  fellBack = true;
  await refreshStored();
  const modelsOwn = projectStore.getState().model?.backboneId;
  const stored = backboneStore.getState().stored.find(({ id }) => id === modelsOwn);
  const id = stored?.id ?? 'starter';
  const fetched = await engine.fetchBackbone(id, appUrl(), signal, () => undefined);
  if (signal.aborted) return;
  if (fetched.ok) await load(id, signal, true);
  else backboneStore.setState({ loading: { kind: 'failed', fault: fetched.fault } });
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
  if (inUse === null) return chooseBackbone(projectStore.getState().settings.baseNetwork);
  await load(inUse.backbone.id, choosing.signal, fellBack, backend === 'auto');
}

async function load(
  id: BackboneId,
  signal: AbortSignal,
  meanwhile = false,
  measureAgain = false,
): Promise<void> {
  loads += 1;
  const mine = loads;
  embeddingQueue.suspend();
  backboneStore.setState({ loading: { kind: 'loading', id } });
  const answer = await engine.loadBackbone(id, wish(id, measureAgain), signal);
  if (mine !== loads) return;
  if (!answer.ok) {
    const { fault } = answer;
    const cancelled = fault.kind === 'cancelled';
    backboneStore.setState({ loading: cancelled ? { kind: 'none' } : { kind: 'failed', fault } });
    if (nothingInUse()) embeddingQueue.fail(fault);
    else await embeddingQueue.begin();
    return;
  }
  // Also after a cancel that came too late: the worker has it in use now.
  fellBack = meanwhile;
  backboneStore.setState((state) => ({
    inUse: answer.value,
    loading: { kind: 'none' },
    fetching: meanwhile || signal.aborted ? state.fetching : { kind: 'none' },
  }));
  const { settings } = projectStore.getState();
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
