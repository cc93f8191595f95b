import type { KnownPictures } from '../head/known-pictures.ts';
import { layerName } from './keras/network-layers.ts';
import { type NoneOfThese, writeKnown } from './known-schema.ts';
import type { Network } from './network/types.ts';
import { POOLING } from './teachable-machine/teachable-machine-model.ts';
import type { ExportFormat } from './types.ts';

/** What a format carries of the known pictures; null where there are none, or no embedding to compare. */
export function noneOfThese(
  known: KnownPictures | null,
  network: Network,
  format: ExportFormat,
): NoneOfThese | null {
  const embedding = embeddingName(network, format);
  return known === null || embedding === null ? null : { ...writeKnown(known), embedding };
}

/**
 * What the embedding is called in a file of this format: a node (TensorFlow.js), a value (ONNX), a
 * layer (Keras, Teachable Machine) or a tensor (TensorFlow Lite; in 8 bits it is scaled otherwise).
 */
function embeddingName(network: Network, format: ExportFormat): string | null {
  switch (format) {
    case 'teachable-machine':
      return POOLING;
    case 'keras':
      return layerName(network, network.embedding);
    default:
      return network.operations[network.embedding]?.name ?? null;
  }
}
