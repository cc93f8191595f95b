import { mapLayout } from '../../evaluation/map-layout.ts';
import { createPace } from '../../head/pace.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { EngineFault, LayoutRequest } from '../protocol.ts';
import type { EmbeddingStore } from './embedding-store.ts';

/** Lays out samples by their stored embeddings; the network is not needed. */
export async function layoutSamples(
  { sampleIds, method }: LayoutRequest,
  store: EmbeddingStore,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (fraction: number) => void },
): Promise<Result<Float32Array<ArrayBuffer>, EngineFault>> {
  const embeddings = await store.gather(sampleIds, false);
  if ('missing' in embeddings) {
    return failed({ kind: 'missing-embeddings', count: embeddings.missing });
  }
  try {
    return ok(await mapLayout(embeddings, method, createPace(signal), onProgress));
  } catch (error) {
    if (signal.aborted) return failed({ kind: 'cancelled' });
    throw error;
  }
}
