import { loadNetwork, type Network } from '../../backbone/network.ts';
import type { BackboneArtifacts, StoredBackbone } from '../../backbone/types.ts';
import { PREPROCESSING } from '../../picture/preprocessing.ts';
import type { BackendName, BackendTrial, BackendWish } from '../protocol.ts';
import { startBackend } from './backends.ts';

/** A measurement ends after so many pictures, or so many milliseconds. */
const MOST_PICTURES = 9;
const LONGEST_MEASUREMENT = 1_200;

export interface Choice {
  backend: BackendName;
  network: Network;
  millisecondsPerPicture: number;
}

/**
 * Loads a backbone on each backend wished for, and keeps the fastest: which one that is differs by
 * a factor of twenty either way from machine to machine, so only measuring tells.
 * @returns the choice (null where no backend works), and what was found on the way.
 */
export async function chooseBackend(
  stored: StoredBackbone,
  artifacts: BackboneArtifacts,
  wish: BackendWish,
  signal: AbortSignal,
  onTrying: (backend: BackendName) => void,
): Promise<{ choice: Choice | null; trials: BackendTrial[] }> {
  const trials: BackendTrial[] = [];
  let best: Choice | null = null;
  for (const backend of wish.candidates) {
    if (signal.aborted || (wish.takeFirst && best !== null)) break;
    onTrying(backend);
    const refused = await startBackend(backend, wish.allowSoftware);
    if (refused !== null) {
      trials.push({ backend, refused });
      continue;
    }
    const choice = await tryNetwork(backend, stored, artifacts);
    if (choice === null) {
      trials.push({ backend, refused: 'failed' });
      continue;
    }
    const { millisecondsPerPicture } = choice;
    trials.push({ backend, millisecondsPerPicture });
    if (best === null || millisecondsPerPicture < best.millisecondsPerPicture) {
      best?.network.dispose();
      best = choice;
    } else choice.network.dispose();
  }
  // The last one tried is TensorFlow's current backend; the fastest need not be the last.
  if (best !== null) await startBackend(best.backend, true);
  return { choice: best, trials };
}

async function tryNetwork(
  backend: BackendName,
  stored: StoredBackbone,
  artifacts: BackboneArtifacts,
): Promise<Choice | null> {
  let network: Network | null = null;
  try {
    network = await loadNetwork(stored, artifacts);
    return { backend, network, millisecondsPerPicture: await measure(network) };
  } catch {
    network?.dispose();
    return null;
  }
}

/** Median time of one picture alone, in milliseconds. The first pass compiles, so it does not count. */
async function measure(network: Network): Promise<number> {
  const picture = new Uint8ClampedArray(PREPROCESSING.size ** 2 * 4).fill(128);
  await network.embed([picture]);
  const times: number[] = [];
  const begin = performance.now();
  do {
    const start = performance.now();
    await network.embed([picture]);
    times.push(performance.now() - start);
  } while (times.length < MOST_PICTURES && performance.now() - begin < LONGEST_MEASUREMENT);
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? 0;
}
