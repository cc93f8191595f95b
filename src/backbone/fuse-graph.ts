import { dataInputs, feedingNodes } from './graph-inputs.ts';
import type { BackboneArtifacts, GraphNode, WeightSpec } from './types.ts';
import { weightByteLength } from './weight-bytes.ts';

const FUSED: Record<string, string> = {
  Conv2D: '_FusedConv2D',
  DepthwiseConv2dNative: 'FusedDepthwiseConv2dNative',
};
const ADDING = new Set(['Add', 'AddV2', 'BiasAdd']);
const ACTIVATIONS = new Set(['Relu', 'Relu6']);

/** A convolution and what follows it, one after the other, each read by the next one only. */
interface Run {
  convolution: GraphNode;
  /** One factor for each channel. */
  scale: GraphNode | null;
  bias: GraphNode;
  activation: GraphNode | null;
}

/**
 * The same network with fewer passes over its feature maps: each convolution takes in the scale of
 * its batch norm (multiplied into its filter), its bias and its activation, for which tfjs has one
 * kernel. TF Hub's graphs come without it. Embeddings differ by the rounding of the products in the
 * filters alone. What does not fit the pattern stays as it is, and a graph that has nothing to fuse
 * is returned itself.
 * @param kept nodes whose outputs must be there under their names
 */
export function fuseGraph(
  artifacts: BackboneArtifacts,
  kept: readonly string[],
): BackboneArtifacts {
  const { node: nodes } = artifacts.topology;
  const graph = new Reader(artifacts, new Set(kept));
  const runs = nodes.flatMap((node) => (node.op in FUSED ? (graph.run(node) ?? []) : []));
  if (runs.length === 0) return artifacts;
  const weights = artifacts.weights.slice(0);
  const replaced = new Map<GraphNode, GraphNode | null>();
  for (const { convolution, scale, bias, activation } of runs) {
    if (scale !== null) {
      scaleFilter(weights, graph.weightOf(convolution), graph.weightOf(scale));
      // Read by nobody any more, it would count as an output of the network.
      for (const node of graph.constantsOf(scale)) replaced.set(node, null);
    }
    for (const node of [convolution, scale, bias, activation]) if (node) replaced.set(node, null);
    const last = activation ?? bias;
    replaced.set(last, {
      name: last.name,
      op: FUSED[convolution.op] ?? convolution.op,
      input: [...dataInputs(convolution), graph.weightOf(bias)?.spec.name ?? ''],
      attr: {
        ...convolution.attr,
        fused_ops: { list: { s: ['BiasAdd', ...(activation ? [activation.op] : [])].map(btoa) } },
        num_args: { i: '1' },
        epsilon: { f: 0 },
      },
    });
  }
  const node = nodes.flatMap((each) => {
    const now = replaced.get(each);
    return now === undefined ? [each] : now === null ? [] : [now];
  });
  return { ...artifacts, topology: { ...artifacts.topology, node }, weights };
}

interface Placed {
  spec: WeightSpec;
  offset: number;
}

/** Finds what can be fused. */
class Reader {
  private readonly byName: Map<string, GraphNode>;
  private readonly readers = new Map<string, GraphNode[]>();
  private readonly weights = new Map<string, Placed>();

  constructor(
    { topology, weightSpecs }: BackboneArtifacts,
    private readonly kept: ReadonlySet<string>,
  ) {
    this.byName = new Map(topology.node.map((node) => [node.name, node]));
    for (const node of topology.node) {
      for (const input of node.input ?? []) {
        // Whatever is read in an odd way (`^name`, `name:1`) is not read alone.
        const name = input.replace(/^\^/, '').replace(/:\d+$/, '');
        const all = this.readers.get(name) ?? [];
        this.readers.set(name, name === input ? [...all, node] : [...all, node, node]);
      }
    }
    let offset = 0;
    for (const spec of weightSpecs) {
      this.weights.set(spec.name, { spec, offset });
      offset += weightByteLength(spec);
    }
  }

  run(convolution: GraphNode): Run | null {
    const filter = this.weightOf(convolution);
    if (!isPlain(filter) || this.readers.get(filter.spec.name)?.length !== 1) return null;
    const [, , inputs = 0, outputs = 0] = filter.spec.shape;
    const channels = convolution.op === 'Conv2D' ? outputs : inputs * outputs;
    let next = this.onlyReader(convolution);
    const scale = next?.op === 'Mul' && this.hasVector(next, channels) ? next : null;
    if (scale !== null) next = this.onlyReader(scale);
    if (next === null || !ADDING.has(next.op) || !this.hasVector(next, channels)) return null;
    const bias = next;
    next = this.onlyReader(bias);
    const activation = next !== null && ACTIVATIONS.has(next.op) ? next : null;
    return { convolution, scale, bias, activation };
  }

  /** The weight among a node's inputs. */
  weightOf(node: GraphNode): Placed | undefined {
    return feedingNodes(node)
      .map((name) => this.weights.get(name))
      .find((found) => found !== undefined);
  }

  /** Its weights' nodes, where it alone reads them. */
  constantsOf(node: GraphNode): GraphNode[] {
    return feedingNodes(node).flatMap((name) => {
      const constant = this.byName.get(name);
      const alone = this.weights.has(name) && this.readers.get(name)?.length === 1;
      return constant !== undefined && alone ? [constant] : [];
    });
  }

  /** Who reads a node's output, where only one does and nobody else wants it. */
  private onlyReader({ name }: GraphNode): GraphNode | null {
    const readers = this.readers.get(name) ?? [];
    return readers.length === 1 && !this.kept.has(name) ? (readers[0] ?? null) : null;
  }

  private hasVector(node: GraphNode, channels: number): boolean {
    const weight = this.weightOf(node);
    return isPlain(weight) && `${weight.spec.shape}` === `${channels}`;
  }
}

function isPlain(weight: Placed | undefined): weight is Placed {
  return (
    weight?.spec.dtype === 'float32' &&
    weight.spec.quantization === undefined &&
    weight.offset % 4 === 0
  );
}

/** Filters are [height, width, in, out]: the channels of a depthwise one are in · out, so either way the last to vary. */
function scaleFilter(
  weights: ArrayBuffer,
  filter: Placed | undefined,
  scale: Placed | undefined,
): void {
  if (filter === undefined || scale === undefined) return;
  const view = ({ spec, offset }: Placed) =>
    new Float32Array(weights, offset, weightByteLength(spec) / 4);
  const factors = view(scale);
  const values = view(filter);
  for (let at = 0; at < values.length; at++) values[at] *= factors[at % factors.length];
}
