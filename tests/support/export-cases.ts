import { readInputRange } from '../../src/backbone/input-range.ts';
import { largestDifference } from '../../src/exporters/largest-difference.ts';
import { buildNetwork } from '../../src/exporters/network/build-network.ts';
import type { Network } from '../../src/exporters/network/types.ts';
import type { ExportSource, GoldenPicture } from '../../src/exporters/types.ts';
import type { Head } from '../../src/head/types.ts';
import { artifactsOf } from './artifacts.ts';
import { embeddings, headProbabilities } from './export-engine.ts';
import { backboneOf, seededHead, seededPixels, sourceOf, standardised } from './export-source.ts';
import { seededTopology, TOPOLOGIES } from './hub-topologies.ts';
import { seededBackbone, type TestNetwork } from './seeded-backbone.ts';
import { realBackbone, starterBackbone } from './shared-backbones.ts';

export interface BackboneCase {
  network: TestNetwork | null;
  version: keyof typeof TOPOLOGIES;
}

export const SEEDED_NETWORK: BackboneCase = { network: seededBackbone(), version: 2 };

/** The networks that formats are tried with; null where this machine has no such files. */
export const BACKBONE_CASES: Record<string, BackboneCase> = {
  'seeded network': SEEDED_NETWORK,
  starter: { network: starterBackbone(), version: 2 },
  'MobileNetV2 0.35': { network: realBackbone(), version: 2 },
  'hub graph v1': { network: seededTopology(1), version: 1 },
  'hub graph v2': { network: seededTopology(2), version: 2 },
  'hub graph v3': { network: seededTopology(3), version: 3 },
  'graph v4': { network: seededTopology(4), version: 4 },
};

/** Quotes, an emoji and a slash, which must reach every file. */
export const HARD_LABEL = 'say "hi" 🎉 and/or';

export interface ExportCase {
  source: ExportSource;
  network: Network;
  /** Crops beside the golden ones. */
  others: GoldenPicture['pixels'][];
}

/**
 * One network with a head that tells the test pictures apart, as a trained one does, and what the
 * backbone's own graph and the head give for them, one after the other. WASM must be in use.
 * @param steepness how far apart it puts them: rounding shows in proportion.
 */
export async function exportCase(
  { network, version }: BackboneCase,
  kind: Head['kind'],
  classes: number,
  steepness = 0.5,
): Promise<ExportCase> {
  if (network === null) throw new Error('no such network here');
  const range = readInputRange(artifactsOf(network)) ?? [-1, 1];
  const backbone = backboneOf(network, TOPOLOGIES[version].embeddingNode, range);
  const pictures = [1, 2, 3].map(seededPixels);
  const embedded = await embeddings(backbone, pictures);
  const head = tellingHead(
    seededHead(kind, embedded[0]?.length ?? 0, classes),
    embedded,
    steepness,
  );
  const golden = pictures.map((pixels, index) => ({
    pixels,
    probabilities: headProbabilities(head, embedded[index] ?? new Float32Array()),
  }));
  const labels = Array.from({ length: classes }, (_, index) =>
    index === 1 ? HARD_LABEL : `class ${index}`,
  );
  const source = sourceOf(backbone, head, { labels, golden });
  const built = buildNetwork(backbone, head);
  if (!built.ok) throw new Error(JSON.stringify(built.fault));
  return { source, network: built.value, others: [4, 5, 6, 7].map(seededPixels) };
}

/** How far the answers to the first two pictures are from each other; NaN where there are not two. */
export function apart([first, second]: readonly GoldenPicture[]): number {
  return largestDifference(first ? [first] : [], [second?.probabilities ?? []]);
}

function tellingHead(head: Head, embedded: Float32Array[], steepness: number): Head {
  const [first, second] = embedded;
  if (!first || !second) throw new Error('two embeddings needed');
  const difference = second.map((value, index) => value - (first[index] ?? 0));
  return standardised(head, first, steepness / rootMeanSquare(difference));
}

function rootMeanSquare(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}
