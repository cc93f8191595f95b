import { readInputRange } from '../../src/backbone/input-range.ts';
import { trainHead } from '../../src/evaluation/train.ts';
import { buildNetwork } from '../../src/exporters/network/build-network.ts';
import type { GoldenPicture } from '../../src/exporters/types.ts';
import { type Head, HIDDEN_LAYER_DEFAULTS, type Matrix } from '../../src/head/types.ts';
import { artifactsOf } from './artifacts.ts';
import { type BackboneCase, type ExportCase, HARD_LABEL } from './export-cases.ts';
import { embeddings, headProbabilities } from './export-engine.ts';
import { backboneOf, seededPixels, sourceOf } from './export-source.ts';
import { TOPOLOGIES } from './hub-topologies.ts';
import { joined } from './joined-rows.ts';

type Pixels = GoldenPicture['pixels'];

const TAUGHT_PER_CLASS = 4;
const MOST_CALIBRATION = 16;

/**
 * One network with a head that the app itself trained on drawn classes of pictures. Its golden
 * pictures are none of those: one of the first class, one of the second, and one half of each,
 * which is where a model is least sure and rounding shows most. WASM must be in use.
 * @returns `others` are pictures that it was taught with.
 */
export async function trainedCase(
  { network, version }: BackboneCase,
  kind: Head['kind'],
  classes: number,
): Promise<ExportCase> {
  if (network === null) throw new Error('no such network here');
  const range = readInputRange(artifactsOf(network)) ?? [-1, 1];
  const backbone = backboneOf(network, TOPOLOGIES[version].embeddingNode, range);
  const labels = Int32Array.from({ length: classes * TAUGHT_PER_CLASS }, (_, at) => at % classes);
  const taught = Array.from(labels, (label, at) => member(label, 1000 + at));
  const golden = [member(0, 1), member(1, 2), mixed(member(0, 3), member(1, 4), 0.5)];
  const embedded = await embeddings(backbone, [...taught, ...golden]);
  const head = await trained(joined(embedded.slice(0, taught.length)), labels, classes, kind);
  const built = buildNetwork(backbone, head);
  if (!built.ok) throw new Error(JSON.stringify(built.fault));
  const source = sourceOf(backbone, head, {
    labels: Array.from({ length: classes }, (_, at) => (at === 1 ? HARD_LABEL : `class ${at}`)),
    golden: golden.map((pixels, at) => ({
      pixels,
      probabilities: headProbabilities(head, embedded[taught.length + at] ?? new Float32Array()),
    })),
  });
  return { source, network: built.value, others: taught.slice(0, MOST_CALIBRATION) };
}

/** A picture of a drawn class: its own pattern under another one. */
function member(label: number, seed: number): Pixels {
  return mixed(seededPixels(100 + label), seededPixels(seed), 0.4);
}

function mixed(one: Pixels, other: Pixels, share: number): Pixels {
  return one.map((value, at) => value + share * ((other[at] ?? 0) - value));
}

async function trained(
  embedded: Matrix,
  labels: Int32Array,
  classes: number,
  kind: Head['kind'],
): Promise<Head> {
  const set = {
    classes,
    embeddings: embedded,
    mirrored: null,
    labels,
    groups: Int32Array.from(labels.keys()),
  };
  const options = kind === 'linear' ? { kind } : { kind, ...HIDDEN_LAYER_DEFAULTS };
  const answer = await trainHead(set, options, {
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  if (!answer.ok) throw new Error(answer.fault.kind);
  return answer.value.head;
}
