import { version_core } from '@tensorflow/tfjs-core';
import type { BackboneArtifacts, StoredBackbone } from '../../backbone/types.ts';
import { exportTfjs } from '../../exporters/export-tfjs.ts';
import { openModelZip } from '../../exporters/open-model.ts';
import type { GoldenPicture } from '../../exporters/types.ts';
import { writeZip } from '../../exporters/zip.ts';
import { tick } from '../../head/pace.ts';
import type { CropPixels } from '../../picture/types.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { EngineFault, Exported, ExportRequest } from '../protocol.ts';
import { GraphClassifier } from './graph-classifier.ts';

/** Between the file's answers and the preview's; float32 arithmetic in another order makes about 1e-6. */
const TOLERANCE = 1e-4;

interface Source {
  stored: StoredBackbone;
  artifacts: BackboneArtifacts;
  embeddingNode: string;
  /** The preview's own answer. */
  predict: (crop: CropPixels) => Promise<number[]>;
}

/**
 * Writes the TensorFlow.js zip, reads it back as its user will, and runs it on the golden pictures:
 * a file that answers otherwise than the preview is never handed out.
 */
export async function exportModel(
  request: ExportRequest,
  source: Source,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (fraction: number) => void },
): Promise<Result<Exported, EngineFault>> {
  // Predictions, writing, reading back, and predictions again: about as long each.
  const step = async (fraction: number) => {
    onProgress(fraction);
    await tick();
    signal.throwIfAborted();
  };
  try {
    await step(0);
    const golden: GoldenPicture[] = [];
    for (const pixels of request.golden) {
      golden.push({ pixels, probabilities: await source.predict(pixels) });
    }
    await step(0.2);
    const written = writeModel(request, source, golden);
    if (!written.ok) return written;
    await step(0.5);
    const opened = openModelZip(written.value);
    if (!opened.ok) return failed({ kind: 'bad-model', fault: opened.fault });
    await step(0.7);
    const largestDifference = await compare(opened.value.artifacts, golden);
    if (!(largestDifference <= TOLERANCE)) {
      return failed({ kind: 'self-check-failed', largestDifference });
    }
    await step(1);
    const zip = new Blob([written.value], { type: 'application/zip' });
    return ok({ zip, largestDifference });
  } catch (error) {
    if (signal.aborted) return failed({ kind: 'cancelled' });
    throw error;
  }
}

function writeModel(
  { golden: _, fingerprint: __, ...facts }: ExportRequest,
  { stored, artifacts, embeddingNode }: Source,
  golden: GoldenPicture[],
): Result<Uint8Array<ArrayBuffer>, EngineFault> {
  const { label, fingerprint, inputRange } = stored;
  const exportedAt = new Date().toISOString();
  const files = exportTfjs({
    ...facts,
    backbone: { label, fingerprint, inputRange, embeddingNode, artifacts },
    exportedAt,
    appVersion: __APP_VERSION__,
    tfjsVersion: version_core,
    golden,
  });
  if (!files.ok) return failed({ kind: 'not-exported', fault: files.fault });
  return ok(writeZip(files.value, exportedAt));
}

async function compare(artifacts: BackboneArtifacts, golden: GoldenPicture[]): Promise<number> {
  const classifier = await GraphClassifier.load(artifacts);
  let largest = 0;
  try {
    for (const { pixels, probabilities } of golden) {
      const answer = await classifier.predict(pixels);
      probabilities.forEach((expected, index) => {
        largest = Math.max(largest, Math.abs(expected - (answer[index] ?? Number.NaN)));
      });
    }
  } finally {
    classifier.dispose();
  }
  return largest;
}
