import { PREPROCESSING } from '../picture/preprocessing.ts';
import { failed, ok, type Result } from '../result.ts';
import { cutSubgraph, rewire } from './backbone-subgraph.ts';
import { GraphBuilder, shapeAttr } from './graph-builder.ts';
import { addHead, headFlaw } from './head-graph.ts';
import type { ExportFault, ExportSource } from './types.ts';
import { joinWeights } from './weight-layout.ts';

/** The two files that `tf.loadGraphModel` reads. */
export interface TfjsModel {
  modelJson: string;
  weights: Uint8Array<ArrayBuffer>;
}

const IMAGE_SHAPE = [-1, PREPROCESSING.size, PREPROCESSING.size, 3];

/**
 * Backbone and head as one graph model.
 *
 * Input `image`: RGB pixels, float32 0 to 255, [n, 224, 224, 3]. Output `probabilities`,
 * float32 [n, classes], in the order of the source's labels. The backbone's weights stay
 * as they are stored (quantised ones stay quantised); the head's are float32.
 */
export function buildTfjsModel(
  source: Pick<ExportSource, 'head' | 'backbone' | 'appVersion'>,
): Result<TfjsModel, ExportFault> {
  const { head, backbone } = source;
  const flaw = headFlaw(head);
  if (flaw) return failed({ kind: 'bad-head', detail: flaw });
  const cut = cutSubgraph(backbone.artifacts, backbone.embeddingNode);
  if (!cut.ok) return cut;
  const { nodes, weights, placeholder, features } = cut.value;
  if (features !== null && features !== head.features) {
    return failed({ kind: 'wrong-features', head: head.features, backbone: features });
  }

  const front = new GraphBuilder(nodes.map(({ name }) => name));
  const image = front.add('image', 'Placeholder', [], {
    dtype: { type: 'DT_FLOAT' },
    shape: { shape: shapeAttr(IMAGE_SHAPE) },
  });
  const scaled = addScaling(front, image, backbone.inputRange);
  const middle = rewire(nodes, placeholder, scaled);
  const back = new GraphBuilder([...front.nodes, ...middle].map(({ name }) => name));
  const logits = addHead(back, head, backbone.embeddingNode);
  const probabilities = back.add('probabilities', 'Softmax', [logits]);

  const allWeights = [...front.weights, ...weights, ...back.weights];
  const model = {
    format: 'graph-model',
    generatedBy: `Show & Tell ${source.appVersion}`,
    convertedBy: null,
    signature: {
      inputs: { image: tensorInfo(image, IMAGE_SHAPE) },
      outputs: { probabilities: tensorInfo(probabilities, [-1, head.classes]) },
    },
    modelTopology: {
      node: [...front.nodes, ...middle, ...back.nodes],
      library: {},
      versions: { producer: 1 },
    },
    weightsManifest: [{ paths: ['weights.bin'], weights: allWeights.map(({ spec }) => spec) }],
  };
  return ok({ modelJson: JSON.stringify(model), weights: joinWeights(allWeights) });
}

/** Adds 0 to 255 → `range`; the same two roundings as `@tensorflow-models/mobilenet` does outside of the graph. */
function addScaling(builder: GraphBuilder, image: string, [min, max]: [number, number]): string {
  const factor = builder.constant('scaling/factor', [], Float32Array.of((max - min) / 255));
  const offset = builder.constant('scaling/offset', [], Float32Array.of(min));
  const multiplied = builder.add('scaling/multiply', 'Mul', [image, factor]);
  return builder.add('scaling/add', 'AddV2', [multiplied, offset]);
}

function tensorInfo(node: string, shape: readonly number[]) {
  return { name: `${node}:0`, dtype: 'DT_FLOAT', tensorShape: shapeAttr(shape) };
}
