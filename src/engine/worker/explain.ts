import type { Network } from '../../backbone/network.ts';
import { activationMap } from '../../head/activation-map.ts';
import type { Prototypes } from '../../head/known-pictures.ts';
import { winner } from '../../head/predict.ts';
import type { Head } from '../../head/types.ts';
import type { CropPixels } from '../../picture/types.ts';
import type { Explanation } from '../protocol.ts';
import { askHead } from './ask-head.ts';

/**
 * A head's answer to one crop, and which places of it speak for `wanted`; null, or an output that
 * the head does not have, for the winner.
 */
export async function explain(
  network: Network,
  { head, prototypes }: { head: Head; prototypes: Prototypes | null },
  crop: CropPixels,
  wanted: number | null,
): Promise<Explanation> {
  const features = await network.featureMap(crop);
  const answer = askHead(head, prototypes, features.embedding.values);
  const known = wanted !== null && wanted >= 0 && wanted < head.classes;
  const output = known ? wanted : winner(answer.probabilities, 0, head.classes);
  const { width, height } = features;
  const map = activationMap(head, features, output);
  return { output, ...answer, width, height, map };
}
