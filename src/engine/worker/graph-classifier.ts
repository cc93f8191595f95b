import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import { dispose, type Tensor, tensor4d } from '@tensorflow/tfjs-core';
import { ioHandler } from '../../backbone/io-handler.ts';
import { packCrops, RAW_PIXELS } from '../../backbone/pack-crops.ts';
import type { BackboneArtifacts } from '../../backbone/types.ts';
import type { KnownInGraph, OpenModelFault } from '../../exporters/types.ts';
import type { SimilarityLimits } from '../../head/known-pictures.ts';
import { PREPROCESSING } from '../../picture/preprocessing.ts';
import type { CropPixels } from '../../picture/types.ts';
import { failed, ok, type Result } from '../../result.ts';
import { type Answer, similarityOf } from './ask-head.ts';

const { size } = PREPROCESSING;

/** A whole exported model, backbone and head in one, loaded as its user will load it. */
export class GraphClassifier {
  private constructor(
    private model: GraphModel,
    private readonly artifacts: BackboneArtifacts,
    private known: KnownInGraph | null,
  ) {}

  /** @throws whatever TensorFlow.js says of a graph that it cannot load. */
  static async load(
    artifacts: BackboneArtifacts,
    known: KnownInGraph | null = null,
  ): Promise<GraphClassifier> {
    return new GraphClassifier(await loadGraphModel(ioHandler(artifacts)), artifacts, known);
  }

  /** Loads a graph from outside and runs it once: shapes that do not fit show only then. */
  static async tryLoad(
    artifacts: BackboneArtifacts,
    outputs: number,
    known: KnownInGraph | null = null,
  ): Promise<Result<GraphClassifier, OpenModelFault>> {
    let loaded: GraphClassifier | null = null;
    try {
      loaded = await GraphClassifier.load(artifacts, known);
      const answer = await loaded.predict(new Uint8ClampedArray(size * size * 4));
      const { probabilities } = answer;
      // Its node gives something else than what the known pictures are made of.
      if (answer.similarity === null) loaded.known = null;
      if (probabilities.length === outputs && probabilities.every(Number.isFinite)) {
        return ok(loaded);
      }
      loaded.dispose();
      return failed({ kind: 'bad-graph', detail: 'its answer has no such shape' });
    } catch (error) {
      loaded?.dispose();
      return failed({ kind: 'bad-graph', detail: String(error) });
    }
  }

  /** Moves to TensorFlow's current backend, after that has changed. */
  async reload(): Promise<void> {
    const moved = await loadGraphModel(ioHandler(this.artifacts));
    this.model.dispose();
    this.model = moved;
  }

  /** Where "None of these" begins; null where the model always names a class. */
  get limits(): SimilarityLimits | null {
    if (this.known === null) return null;
    const { least, usual, threshold } = this.known.pictures;
    return { least, usual, threshold };
  }

  /** What the model says of one crop, in the order of its labels. */
  async predict(crop: CropPixels): Promise<Answer> {
    const pixels = tensor4d(packCrops([crop], false, RAW_PIXELS), [1, size, size, 3]);
    const { outputNodes } = this.model;
    const wanted = this.known === null ? outputNodes : [...outputNodes, this.known.embedding];
    const outputs = this.model.execute(pixels, wanted);
    try {
      const [probabilities, embedding = null] = await Promise.all([outputs].flat().map(numbersOf));
      const { prototypes = null } = this.known?.pictures ?? {};
      return {
        probabilities: Array.from(probabilities ?? []),
        similarity: embedding && similarityOf(prototypes, embedding),
      };
    } finally {
      pixels.dispose();
      dispose(outputs);
    }
  }

  dispose(): void {
    this.model.dispose();
  }
}

async function numbersOf(tensor: Tensor): Promise<Float32Array> {
  return Float32Array.from(await tensor.data());
}

/**
 * What a model says of crops, one after another.
 * @param onCrop is told how many are done, and may throw to end it.
 * @param known to tell "None of these"; null for a model that does not.
 */
export async function classified(
  artifacts: BackboneArtifacts,
  crops: readonly CropPixels[],
  onCrop: (done: number) => Promise<void> = async () => undefined,
  known: KnownInGraph | null = null,
): Promise<Answer[]> {
  const classifier = await GraphClassifier.load(artifacts, known);
  try {
    const answers: Answer[] = [];
    for (const [done, crop] of crops.entries()) {
      await onCrop(done);
      answers.push(await classifier.predict(crop));
    }
    return answers;
  } finally {
    classifier.dispose();
  }
}
