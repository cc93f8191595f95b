import type { BackboneArtifacts } from '../../backbone/types.ts';
import type { Head } from '../../head/types.ts';
import { PREPROCESSING } from '../../picture/preprocessing.ts';
import { failed, ok, type Result } from '../../result.ts';
import { cutSubgraph } from '../backbone-subgraph.ts';
import { headFlaw } from '../head-flaw.ts';
import type { ExportFault, ExportSource } from '../types.ts';
import { appendHead } from './append-head.ts';
import { takeCentre } from './centre.ts';
import { isPadded, isVector, NO_PADDING, type Reading, readingsOf, type Signal } from './draft.ts';
import { shapeOf } from './node-attributes.ts';
import { OperationWriter } from './operation-writer.ts';
import { readGraph } from './read-graph.ts';
import { Refusal } from './refusal.ts';
import { settle } from './settle.ts';
import { IMAGE, type Network } from './types.ts';

const { size } = PREPROCESSING;

/**
 * Reads a backbone's graph up to the embedding and its weights, quantised ones too, into a `Network`
 * that ends in the head. The pixel range, `hub_input` and all arithmetic with constants are folded,
 * in double precision, into the nearest convolution. Answers as the preview does, but for rounding.
 *
 * Every disagreement is a fault: an operation, an attribute or a shape that it does not know gives
 * no network rather than a wrong one.
 */
export function buildNetwork(
  backbone: Pick<ExportSource['backbone'], 'artifacts' | 'embeddingNode' | 'inputRange'>,
  head: Head,
): Result<Network, ExportFault> {
  const flaw = headFlaw(head);
  if (flaw !== null) return failed({ kind: 'bad-head', detail: flaw });
  try {
    return ok(networkOf(backbone, head));
  } catch (error) {
    if (error instanceof Refusal) return failed(error.fault);
    throw error;
  }
}

function networkOf(
  { artifacts, embeddingNode, inputRange }: Parameters<typeof buildNetwork>[0],
  head: Head,
): Network {
  const cut = cutSubgraph(artifacts, embeddingNode);
  if (!cut.ok) throw new Refusal(cut.fault);
  checkPlaceholder(artifacts, cut.value.placeholder);
  const { drafts, end } = readGraph(cut.value, imageIn(inputRange));
  if (end.kind !== 'signal' || !isVector(end) || isPadded(end.padding)) {
    throw new Refusal({ kind: 'bad-graph', detail: `${embeddingNode} is not a vector` });
  }
  const [, , features] = end.shape;
  if (features !== head.features) {
    throw new Refusal({ kind: 'wrong-features', head: head.features, backbone: features });
  }

  const embeddingReading: Reading = { source: end.source, map: end.map };
  settle(drafts, embeddingReading);
  const readings = drafts.flatMap(readingsOf);
  const centre = takeCentre(readings.filter(({ source }) => source === IMAGE));
  const writer = new OperationWriter([size, size, 3]);
  drafts.forEach((draft, id) => {
    writer.write(draft, id);
  });
  const embedding = writer.read(embeddingReading);
  const { operations } = writer;
  appendHead(operations, embedding, head);
  return { size, centre, operations, embedding, head };
}

/** Raw pixels, 0 to 255, brought to the range that the graph wants: what the preview feeds it. */
function imageIn([low, high]: [number, number]): Signal {
  if (!(Number.isFinite(low) && Number.isFinite(high) && low < high)) {
    throw new Refusal({ kind: 'bad-graph', detail: `pixel range ${low} to ${high}` });
  }
  return {
    kind: 'signal',
    source: IMAGE,
    map: {
      factor: new Float64Array(3).fill((high - low) / 255),
      offset: new Float64Array(3).fill(low),
    },
    padding: NO_PADDING,
    shape: [size, size, 3],
    lengths: [size, size, 3],
  };
}

function checkPlaceholder({ topology }: BackboneArtifacts, name: string): void {
  const node = topology.node.find((one) => one.name === name);
  const shape = node ? shapeOf(node) : null;
  if (!shape) return;
  const [, ...lengths] = shape;
  const fits = [size, size, 3].every((length, at) => lengths[at] === -1 || lengths[at] === length);
  if (!fits || lengths.length !== 3) {
    throw new Refusal({ kind: 'bad-graph', detail: `an input of shape [${shape}]` });
  }
}
