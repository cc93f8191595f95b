import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { BackboneId, DownloadProgress, StoredBackbone } from '../backbone/types.ts';
import type { EngineFault, EngineReady } from '../engine/protocol.ts';

/** Getting the wanted backbone's files. */
export type Fetching =
  | { kind: 'none' }
  | { kind: 'downloading'; id: BackboneId; progress: DownloadProgress | null }
  /** It could not be had; the app works on another meanwhile. */
  | { kind: 'failed'; id: BackboneId; fault: EngineFault }
  /** Here at last, after the app had begun with another: the user may switch. */
  | { kind: 'arrived'; id: BackboneId; label: string };

/** What the engine is doing about its backbone. */
export type Loading =
  | { kind: 'none' }
  | { kind: 'loading'; id: BackboneId }
  | { kind: 'failed'; fault: EngineFault };

export interface BackboneState {
  fetching: Fetching;
  loading: Loading;
  /** In use now; null until the first is ready. */
  inUse: EngineReady | null;
  /** In the cache, so they need no network. */
  stored: StoredBackbone[];
}

export const backboneStore = createStore<BackboneState>(() => ({
  fetching: { kind: 'none' },
  loading: { kind: 'none' },
  inUse: null,
  stored: [],
}));

export function useBackbone<Slice>(select: (state: BackboneState) => Slice): Slice {
  return useStore(backboneStore, select);
}
