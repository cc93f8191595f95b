import { version_core } from '@tensorflow/tfjs-core';
import type { BackboneArtifacts, StoredBackbone } from '../../backbone/types.ts';
import { buildNetwork } from '../../exporters/network/build-network.ts';
import type { Network } from '../../exporters/network/types.ts';
import { noneOfThese } from '../../exporters/none-of-these.ts';
import type { ExportSource, GoldenPicture } from '../../exporters/types.ts';
import { nextTask } from '../../next-task.ts';
import type { CropPixels } from '../../picture/types.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { EngineFault, Exported, ExportRequest } from '../protocol.ts';
import type { Answer } from './ask-head.ts';
import { calibrate } from './calibrate.ts';
import { type ProofPicture, writeChecked } from './write-checked.ts';

/** What is in use, as an export needs it. */
export interface ExportFrom {
  stored: StoredBackbone;
  artifacts: BackboneArtifacts;
  embeddingNode: string;
  /** The preview's own answer. */
  predict: (crop: CropPixels) => Promise<Answer>;
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
    await nextTask();
    signal.throwIfAborted();
  };
  try {
    await step(0);
    const golden = await answered(request.golden, from);
    const proof = [...golden, ...(await answered(request.proof, from))];
    await step(0.1);
    const backbone = backboneOf(from);
    const network = buildNetwork(backbone, request.head);
    if (!network.ok) return failed({ kind: 'not-exported', fault: network.fault });
    const source = describe(request, backbone, network.value, golden);
    const { format, calibration } = request;
    const share = 0.4 / Math.max(1, calibration.length);
    const figures = await calibrate(network.value, calibration, (done) => step(0.2 + share * done));
    const written = await writeChecked(request, source, network.value, figures, proof, (done) =>
      step(0.6 + 0.4 * done),
    );
    // A cancelled one may call itself a file that cannot be run.
    signal.throwIfAborted();
    if (!written.ok) return written;
    await step(1);
    const { bytes, checked } = written.value;
    const type = format === 'web-page' ? 'text/html' : 'application/zip';
    return ok({ file: new Blob([bytes], { type }), checked });
  } catch (error) {
    if (signal.aborted) return failed({ kind: 'cancelled' });
    throw error;
  }
}

async function answered(
  crops: readonly CropPixels[],
  { predict }: ExportFrom,
): Promise<ProofPicture[]> {
  const pictures: ProofPicture[] = [];
  for (const pixels of crops) pictures.push({ pixels, ...(await predict(pixels)) });
  return pictures;
}

function backboneOf({ stored, artifacts, embeddingNode }: ExportFrom): ExportSource['backbone'] {
  const { label, fingerprint, inputRange } = stored;
  return { label, fingerprint, inputRange, embeddingNode, artifacts };
}

function describe(
  request: ExportRequest,
  backbone: ExportSource['backbone'],
  network: Network,
  golden: GoldenPicture[],
): ExportSource {
  const { labels, head, evaluation, trainedAt, samplesPerClass, webcamMirrored } = request;
  return {
    labels,
    head,
    noneOfThese: noneOfThese(request.known, network, request.format),
    evaluation,
    trainedAt,
    samplesPerClass,
    webcamMirrored,
    backbone,
    exportedAt: new Date().toISOString(),
    appVersion: __APP_VERSION__,
    tfjsVersion: version_core,
    golden,
  };
}
