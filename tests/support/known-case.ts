import type { Network } from '../../src/exporters/network/types.ts';
import { type KnownPictures, prototypesOf, similarity } from '../../src/head/known-pictures.ts';
import { runNetwork } from './run-network.ts';
import { asCrop, smallPicture } from './small-networks.ts';

/** One known picture of each class of a network; and pictures to ask about, how similar each is. */
export function knownCase(network: Network) {
  const { classes, features } = network.head;
  const embeddings = Array.from({ length: classes }, (_, at) => embeddingOf(network, at + 1));
  const prototypes = prototypesOf(
    Float32Array.from(embeddings.flatMap((row) => [...row])),
    features,
    embeddings.map(() => 1),
  );
  const known: KnownPictures = { prototypes, least: 0.25, usual: 0.5, threshold: 0.375 };
  const asked = [1, classes + 1, classes + 2].map((seed) => ({
    crop: asCrop(smallPicture(seed)),
    similarity: similarity(prototypes, embeddingOf(network, seed)),
  }));
  return { known, asked };
}

function embeddingOf(network: Network, seed: number): Float32Array {
  return Float32Array.from(runNetwork(network, smallPicture(seed))[network.embedding] ?? []);
}
