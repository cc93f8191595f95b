import { buildNetwork } from '../../src/exporters/network/build-network.ts';
import type { Network } from '../../src/exporters/network/types.ts';
import type { ExportSource } from '../../src/exporters/types.ts';
import { embeddings } from './export-engine.ts';
import { seededHead } from './export-source.ts';
import { asCrop, smallPicture } from './small-networks.ts';

export interface Comparison {
  network: Network;
  /** Largest difference from what tfjs makes of the graph itself, as a part of its largest number. */
  difference: number;
  /** The same between two pictures: where it is small, the above means little. */
  told: number;
}

/** Builds a network and sets its embeddings of two pictures beside tfjs' own, of the original graph. */
export async function compareWithGraph(
  backbone: ExportSource['backbone'],
  run: (network: Network, pixels: ArrayLike<number>) => ArrayLike<number>,
): Promise<Comparison> {
  const pictures = [1, 2].map(smallPicture);
  const wanted = await embeddings(backbone, pictures.map(asCrop));
  const [one, other] = wanted;
  const built = buildNetwork(backbone, seededHead('linear', one.length, 3));
  if (!built.ok) throw new Error(JSON.stringify(built.fault));
  const given = pictures.map((picture) => run(built.value, picture));
  const scale = Math.max(...wanted.flatMap((row) => Array.from(row, Math.abs)));
  return {
    network: built.value,
    difference: Math.max(...wanted.map((row, at) => largestDifference(row, given[at]))) / scale,
    told: largestDifference(one, other) / scale,
  };
}

function largestDifference(some: ArrayLike<number>, others: ArrayLike<number>): number {
  if (some.length !== others.length) return Number.NaN;
  return Math.max(...Array.from(some, (value, at) => Math.abs(value - others[at])));
}
