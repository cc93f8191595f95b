import { version_core } from '@tensorflow/tfjs-core';
import type { BackboneArtifacts, StoredBackbone } from '../../backbone/types.ts';
import { largestDifference } from '../../exporters/largest-difference.ts';
import { buildNetwork } from '../../exporters/network/build-network.ts';
import type { ExportSource, GoldenPicture } from '../../exporters/types.ts';
import { tick } from '../../head/pace.ts';
import type { CropPixels } from '../../picture/types.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { EngineFault, Exported, ExportRequest } from '../protocol.ts';
import { calibrate } from './calibrate.ts';
import { answersOf } from './check-export.ts';
import { writeExport } from './write-export.ts';

/** What is in use, as an export needs it. */
export interface ExportFrom {
  stored: StoredBackbone;
  artifacts: BackboneArtifacts;
  embeddingNode: string;
  /** The preview's own answer. */
  predict: (crop: CropPixels) => Promise<number[]>;
}

interface JobOptions {
  signal: AbortSignal;
  onProgress: (fraction: number) => void;
}

/**
 * Writes a model in the format asked for, reads it back, and runs it on pictures: a file that
 * answers otherwise than the preview is never handed out.
 */
export async function exportModel(
  request: ExportRequest,
  from: ExportFrom,
  { signal, onProgress }: JobOptions,
): Promise<Result<Exported, EngineFault>> {
  const step = async (fraction: number) => {
    onProgress(fraction);
    await tick();
    signal.throwIfAborted();
  };
  try {
    await step(0);
    const golden = await answered(request.golden, from);
    const proof = [...golden, ...(await answered(request.proof, from))];
    const source = describe(request, from, golden);
    await step(0.1);
    const network = buildNetwork(source.backbone, request.head);
    if (!network.ok) return failed({ kind: 'not-exported', fault: network.fault });
    const { format, calibration } = request;
    const share = 0.4 / Math.max(1, calibration.length);
    const figures = await calibrate(network.value, calibration, (done) => step(0.2 + share * done));
    await step(0.6);
    const written = await writeExport(request, source, network.value, figures);
    if (!written.ok) return written;
    await step(0.7);
    const crops = proof.map(({ pixels }) => pixels);
    const answers = await answersOf(format, written.value, crops);
    if (!answers.ok) return answers;
    const checks = [...answers.value].map(([path, rows]) => {
      const difference = largestDifference(proof, rows);
      return { difference, passed: difference <= tolerance(request, path) };
    });
    const wrong = checks.find(({ passed }) => !passed);
    if (wrong !== undefined) {
      return failed({ kind: 'self-check-failed', largestDifference: wrong.difference });
    }
    await step(1);
    const type = format === 'web-page' ? 'text/html' : 'application/zip';
    const [first] = checks;
    return ok({
      file: new Blob([written.value], { type }),
      largestDifference: first?.difference ?? Number.NaN,
    });
  } catch (error) {
    if (signal.aborted) return failed({ kind: 'cancelled' });
    throw error;
  }
}

/** What a file may differ by. Float32 arithmetic in another order makes about 1e-6. */
function tolerance({ format, precision }: ExportRequest, path: string): number {
  if (path.includes('int8')) return 0.1;
  if (format !== 'tfjs' || precision === 'float32') return 1e-4;
  // The user has seen what these cost, measured, before choosing them.
  return precision === 'float16' ? 5e-3 : 0.1;
}

async function answered(
  crops: readonly CropPixels[],
  { predict }: ExportFrom,
): Promise<GoldenPicture[]> {
  const pictures: GoldenPicture[] = [];
  for (const pixels of crops) pictures.push({ pixels, probabilities: await predict(pixels) });
  return pictures;
}

function describe(
  request: ExportRequest,
  { stored, artifacts, embeddingNode }: ExportFrom,
  golden: GoldenPicture[],
): ExportSource {
  const { labels, head, evaluation, trainedAt, samplesPerClass, webcamMirrored } = request;
  const { label, fingerprint, inputRange } = stored;
  return {
    labels,
    head,
    evaluation,
    trainedAt,
    samplesPerClass,
    webcamMirrored,
    backbone: { label, fingerprint, inputRange, embeddingNode, artifacts },
    exportedAt: new Date().toISOString(),
    appVersion: __APP_VERSION__,
    tfjsVersion: version_core,
    golden,
  };
}
