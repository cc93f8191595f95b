import { engine } from '../../engine/engine.ts';
import type { EngineFault, EngineReady, Explanation } from '../../engine/protocol.ts';
import { decoder } from '../../project/decoder.ts';
import { readPicture } from '../../project/disk.ts';
import type { TrainedModel } from '../../project/trained-model.ts';
import type { Sample } from '../../project/types.ts';
import { failed, ok, type Result } from '../../result.ts';

export type WhyFault =
  | EngineFault
  /** The model belongs to another backbone than the one in use. */
  | { kind: 'other-backbone' }
  | { kind: 'picture-unreadable' };

/**
 * Which places of a sample's picture speak for each of `outputs`, by the finished model. In the order
 * of `outputs`.
 */
export async function explainSample(
  model: TrainedModel,
  inUse: EngineReady | null,
  { id, type }: Sample,
  outputs: readonly number[],
  signal: AbortSignal,
): Promise<Result<Explanation[], WhyFault>> {
  if (inUse === null) return failed({ kind: 'no-backbone' });
  if (inUse.backbone.fingerprint !== model.fingerprint) return failed({ kind: 'other-backbone' });
  const bytes = await readPicture(id).catch(() => null);
  const crop = bytes === null ? null : await decoder.crop(bytes, type, signal);
  if (!crop?.ok) return failed({ kind: 'picture-unreadable' });
  const explanations: Explanation[] = [];
  for (const output of outputs) {
    if (signal.aborted) return failed({ kind: 'cancelled' });
    const answer = await engine.explain(crop.value, output);
    if (!answer.ok) return answer;
    explanations.push(answer.value);
  }
  return ok(explanations);
}
