import { largestDifference } from '../../exporters/largest-difference.ts';
import { buildNetwork } from '../../exporters/network/build-network.ts';
import { buildTfjsModel } from '../../exporters/tfjs-model.ts';
import type { WeightPrecision } from '../../exporters/types.ts';
import { nextTask } from '../../next-task.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { EngineFault, ExportRequest, PrecisionFigures } from '../protocol.ts';
import { calibrate } from './calibrate.ts';
import type { ExportFrom } from './export-model.ts';
import { classified } from './graph-classifier.ts';
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
  const step = async (fraction: number) => {
    onProgress(fraction);
    await nextTask();
    signal.throwIfAborted();
  };
  const { calibration, proof } = request;
  const steps = calibration.length + PRECISIONS.length * proof.length;
  try {
    const measured = await calibrate(network.value, calibration, (done) => step(done / steps));
    const means = measured.map(({ mean }) => mean);
    const figures: PrecisionFigures[] = [];
    let exact: number[][] = [];
    for (const [index, precision] of PRECISIONS.entries()) {
      const before = calibration.length + index * proof.length;
      const model = buildTfjsModel(network.value, { precision, means });
      const given = await classified(graphOf(model), proof, (done) =>
        step((before + done) / steps),
      );
      const answers = given.map(({ probabilities }) => probabilities);
      if (index === 0) exact = answers;
      const expected = exact.map((probabilities) => ({ probabilities }));
      const largestChange = largestDifference(expected, answers);
      figures.push({ precision, bytes: model.weights.length, largestChange });
    }
    return ok(figures);
  } catch (error) {
    if (signal.aborted) return failed({ kind: 'cancelled' });
    throw error;
  }
}
