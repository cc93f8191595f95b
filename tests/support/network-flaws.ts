import { expect } from 'vitest';
import { buildNetwork } from '../../src/exporters/network/build-network.ts';
import type { ExportFault } from '../../src/exporters/types.ts';
import { seededHead } from './export-source.ts';
import { GraphSketch } from './graph-sketch.ts';

/** Draws up to the embedding; what it does not say is as in a graph that can be read. */
export interface Flaw {
  name: string;
  draw: (graph: GraphSketch) => string;
  /** A string is the end of what a bad graph's fault tells. */
  fault: string | ExportFault;
  imageShape?: number[];
}

/** Draws the graph, and expects its fault. */
export function checkFlaw({ draw, fault, imageShape }: Flaw): void {
  const graph = new GraphSketch(imageShape);
  const built = buildNetwork(graph.backbone(draw(graph)), seededHead('linear', 6, 3));
  if (built.ok) throw new Error('a network was built');
  if (typeof fault === 'string') {
    const detail = expect.stringMatching(endsWith(fault));
    expect(built.fault).toEqual({ kind: 'bad-graph', detail });
  } else {
    expect(built.fault).toEqual(fault);
  }
}

function endsWith(text: string): RegExp {
  return new RegExp(`${text.replace(/[^\w\s]/g, '\\$&')}$`);
}
