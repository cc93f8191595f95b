import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import { Tensor, tensor4d } from '@tensorflow/tfjs-core';
import { ioHandler } from '../../backbone/io-handler.ts';
import { packCrops, RAW_PIXELS } from '../../backbone/pack-crops.ts';
import type { BackboneArtifacts } from '../../backbone/types.ts';
import type { OpenModelFault } from '../../exporters/types.ts';
import { PREPROCESSING } from '../../picture/preprocessing.ts';
import type { CropPixels } from '../../picture/types.ts';
import { failed, ok, type Result } from '../../result.ts';

const { size } = PREPROCESSING;

/** A whole exported model, backbone and head in one, loaded as its user will load it. */
export class GraphClassifier {
  private constructor(
    private model: GraphModel,
    private readonly artifacts: BackboneArtifacts,
  ) {}

  /** @throws whatever TensorFlow.js says of a graph that it cannot load. */
  static async load(artifacts: BackboneArtifacts): Promise<GraphClassifier> {
    return new GraphClassifier(await loadGraphModel(ioHandler(artifacts)), artifacts);
  }

  /** Loads a graph from outside and runs it once: shapes that do not fit show only then. */
  static async tryLoad(
    artifacts: BackboneArtifacts,
    outputs: number,
  ): Promise<Result<GraphClassifier, OpenModelFault>> {
    let loaded: GraphClassifier | null = null;
    try {
      loaded = await GraphClassifier.load(artifacts);
      const answer = await loaded.predict(new Uint8ClampedArray(size * size * 4));
      if (answer.length === outputs && answer.every(Number.isFinite)) return ok(loaded);
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

  /** Probabilities of one crop, in the order of the model's labels. */
  async predict(crop: CropPixels): Promise<number[]> {
    const pixels = tensor4d(packCrops([crop], false, RAW_PIXELS), [1, size, size, 3]);
    const output = this.model.predict(pixels);
    try {
      return output instanceof Tensor ? Array.from(await output.data()) : [];
    } finally {
      pixels.dispose();
      if (output instanceof Tensor) output.dispose();
    }
  }

  dispose(): void {
    this.model.dispose();
  }
}

/**
 * Answers of a model to crops, one after another.
 * @param onCrop is told how many are done, and may throw to end it.
 */
export async function classified(
  artifacts: BackboneArtifacts,
  crops: readonly CropPixels[],
  onCrop: (done: number) => Promise<void> = async () => undefined,
): Promise<number[][]> {
  const classifier = await GraphClassifier.load(artifacts);
  try {
    const answers: number[][] = [];
    for (const [done, crop] of crops.entries()) {
      await onCrop(done);
      answers.push(await classifier.predict(crop));
    }
    return answers;
  } finally {
    classifier.dispose();
  }
}
