import { dispose, Tensor } from '@tensorflow/tfjs-core';
import type { Matrix } from '../head/types.ts';
import { feedingNodes } from './graph-inputs.ts';
import type { GraphNode } from './types.ts';

/**
 * What the backbone's last convolution says of each place of a picture: a row for each position,
 * line by line, [height · width, features].
 */
export interface FeatureMap extends Matrix {
  height: number;
  width: number;
  /** The mean of the rows as the backbone itself computes it, [1, features]. */
  embedding: Matrix;
}

/** Steps that only change an embedding's shape. */
const RESHAPING = new Set(['Reshape', 'Squeeze', 'Identity']);
/** Both average over positions: MobileNet v1 has a Mean over height and width, v2 an AvgPool of 7 × 7 or a Mean. */
const POOLING = new Set(['Mean', 'AvgPool']);

/** The node that the pooling of the embedding reads; null where the embedding is not pooled. */
export function pooledNode(nodes: readonly GraphNode[], embeddingNode: string): string | null {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const seen = new Set<string>();
  let at = byName.get(embeddingNode);
  while (at !== undefined && !seen.has(at.name)) {
    const [input] = feedingNodes(at);
    if (POOLING.has(at.op)) return input ?? null;
    if (!RESHAPING.has(at.op)) return null;
    seen.add(at.name);
    at = byName.get(input ?? '');
  }
  return null;
}

/** Reads a feature map, [1, height, width, features], and its embedding back from the backend, and frees both. */
export async function featureMapOf(outputs: Tensor | Tensor[]): Promise<FeatureMap> {
  try {
    const [map, embedding] = Array.isArray(outputs) ? outputs : [];
    if (!(map instanceof Tensor && embedding instanceof Tensor)) {
      throw new Error('two outputs expected');
    }
    const [, height, width, cols] = map.shape;
    return {
      height,
      width,
      rows: height * width,
      cols,
      values: new Float32Array(await map.data<'float32'>()),
      embedding: { rows: 1, cols, values: new Float32Array(await embedding.data<'float32'>()) },
    };
  } finally {
    dispose(outputs);
  }
}
