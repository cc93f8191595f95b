import { engine } from '../engine/engine.ts';
import { fetchParts } from '../parts.ts';
import { embeddingStore } from '../project/embedding-queue.ts';
import { allSamples, projectStore } from '../project/store.ts';

/**
 * Fetches what may yet be opened, once somebody works here: there are images, and all of them are
 * read. From then on the network may be cut; a mere visit fetches none of it.
 */
export function fetchPartsAtWork(): void {
  const begin = () => {
    const working = allSamples(projectStore.getState()).length > 0;
    if (!working || embeddingStore.getState().activity !== 'idle') return;
    stop();
    void fetchParts().then(() => engine.fetchParts());
  };
  const stop = embeddingStore.subscribe(begin);
  begin();
}
