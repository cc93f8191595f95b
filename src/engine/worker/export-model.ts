import { version_core } from '@tensorflow/tfjs-core';
import type { BackboneArtifacts, StoredBackbone } from '../../backbone/types.ts';
import { exportTfjs } from '../../exporters/export-tfjs.ts';
import { openModelZip } from '../../exporters/open-model.ts';
import type { GoldenPicture } from '../../exporters/types.ts';
import { writeZip } from '../../exporters/zip.ts';
import type { Head } from '../../head/types.ts';
import type { CropPixels } from '../../picture/types.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { EngineFault, Exported, ExportRequest } from '../protocol.ts';
import { GraphClassifier } from './graph-classifier.ts';

/** Between the file's answers and the preview's; float32 arithmetic in another order makes about 1e-6. */
const TOLERANCE = 1e-4;

interface Source {
  head: Head;
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
): Promise<Result<Exported, EngineFault>> {
  const golden: GoldenPicture[] = [];
  for (const pixels of request.golden) {
    golden.push({ pixels, probabilities: await source.predict(pixels) });
  }
  const { stored, artifacts, embeddingNode } = source;
  const { label, fingerprint, inputRange } = stored;
  const exportedAt = new Date().toISOString();
  const { golden: _, ...facts } = request;
  const files = exportTfjs({
    ...facts,
    head: source.head,
    backbone: { label, fingerprint, inputRange, embeddingNode, artifacts },
    exportedAt,
    appVersion: __APP_VERSION__,
    tfjsVersion: version_core,
    golden,
  });
  if (!files.ok) return failed({ kind: 'not-exported', fault: files.fault });
  const zip = writeZip(files.value, exportedAt);

  const opened = openModelZip(zip);
  if (!opened.ok) return failed({ kind: 'bad-model', fault: opened.fault });
  const largestDifference = await compare(opened.value.artifacts, golden);
  if (!(largestDifference <= TOLERANCE)) {
    return failed({ kind: 'self-check-failed', largestDifference });
  }
  return ok({ zip: new Blob([zip], { type: 'application/zip' }), largestDifference });
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
