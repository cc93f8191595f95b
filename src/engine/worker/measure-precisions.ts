import { buildNetwork } from '../../exporters/network/build-network.ts';
import { buildTfjsModel } from '../../exporters/tfjs-model.ts';
import type { WeightPrecision } from '../../exporters/types.ts';
import { tick } from '../../head/pace.ts';
import type { CropPixels } from '../../picture/types.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { EngineFault, ExportRequest, PrecisionFigures } from '../protocol.ts';
import { calibrate } from './calibrate.ts';
import { largestDifference } from './differences.ts';
import type { ExportFrom } from './export-model.ts';
import { GraphClassifier } from './graph-classifier.ts';
import { graphOf } from './graph-of.ts';

const PRECISIONS: WeightPrecision[] = ['float32', 'float16', 'uint8'];

/** Sizes, and changes of the answers on `request.proof`, of a model's TensorFlow.js files. */
export async function measurePrecisions(
  request: ExportRequest,
  { stored, artifacts, embeddingNode }: ExportFrom,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (fraction: number) => void },
): Promise<Result<PrecisionFigures[], EngineFault>> {
  const { label, fingerprint, inputRange } = stored;
  const backbone = { label, fingerprint, inputRange, embeddingNode, artifacts };
  const network = buildNetwork(backbone, request.head);
  if (!network.ok) return failed({ kind: 'not-exported', fault: network.fault });
  const measured = await calibrate(network.value, request.calibration, async (done) => {
    onProgress(done / (request.calibration.length + PRECISIONS.length));
    await tick();
  });
  const means = measured.map(({ mean }) => mean);
  const figures: PrecisionFigures[] = [];
  let exact: number[][] = [];
  for (const [index, precision] of PRECISIONS.entries()) {
    await tick();
    if (signal.aborted) return failed({ kind: 'cancelled' });
    const model = buildTfjsModel(network.value, { precision, means });
    const classifier = await GraphClassifier.load(graphOf(model));
    const answers = await answersTo(classifier, request.proof);
    classifier.dispose();
    if (index === 0) exact = answers;
    const expected = exact.map((probabilities) => ({ probabilities }));
    const largestChange = largestDifference(expected, answers);
    figures.push({ precision, bytes: model.weights.length, largestChange });
  }
  return ok(figures);
}

async function answersTo(
  classifier: GraphClassifier,
  crops: readonly CropPixels[],
): Promise<number[][]> {
  const answers: number[][] = [];
  for (const crop of crops) answers.push(await classifier.predict(crop));
  return answers;
}
