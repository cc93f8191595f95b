import { drawSketch, EXAMPLE_SHAPES, sketch } from '../capture/example-shapes.ts';
import { engine } from '../engine/engine.ts';
import type { EngineFault } from '../engine/protocol.ts';
import { modelFileName } from '../exporters/model-file-name.ts';
import type { CropPixels } from '../picture/types.ts';
import { decoder } from '../project/decoder.ts';
import { readPicture } from '../project/disk.ts';
import { projectStore } from '../project/store.ts';
import { modelLabels, type TrainedModel } from '../project/trained-model.ts';
import type { Result } from '../result.ts';

export type DownloadOutcome = Result<{ fileName: string; largestDifference: number }, EngineFault>;

const GOLDEN_PICTURES = 3;

/** Writes the model as a TensorFlow.js zip, checks it, and hands it to the browser to save. */
export async function downloadTfjs(
  model: TrainedModel,
  signal: AbortSignal,
  onProgress: (fraction: number) => void,
): Promise<DownloadOutcome> {
  const { classes } = projectStore.getState();
  const labels = modelLabels(model, classes);
  const golden = await withDrawings(await goldenCrops(model));
  const request = {
    labels,
    head: model.head,
    fingerprint: model.fingerprint,
    evaluation: model.evaluation.method === 'none' ? null : model.evaluation,
    trainedAt: model.trainedAt,
    samplesPerClass: model.samplesPerClass,
    webcamMirrored: projectStore.getState().settings.mirrorWebcam,
    golden,
  };
  const answer = await engine.exportTfjs(request, signal, onProgress);
  if (!answer.ok) return answer;
  const fileName = modelFileName(labels);
  save(answer.value.zip, fileName);
  return { ok: true, value: { fileName, largestDifference: answer.value.largestDifference } };
}

/** Crops of up to three samples, of as many different classes as there are. */
async function goldenCrops(model: TrainedModel): Promise<CropPixels[]> {
  const { samples } = projectStore.getState();
  const byClass = model.classIds.map((id) => samples[id] ?? []);
  const crops: CropPixels[] = [];
  for (let round = 0; crops.length < GOLDEN_PICTURES; round++) {
    const candidates = byClass.flatMap((list) => list.slice(round, round + 1));
    if (candidates.length === 0) break;
    for (const sample of candidates.slice(0, GOLDEN_PICTURES - crops.length)) {
      const bytes = await readPicture(sample.id);
      const crop = bytes === null ? null : await decoder.crop(bytes, sample.type);
      if (crop?.ok) crops.push(crop.value);
    }
  }
  return crops;
}

/** Where too few samples are left to prove the file with, drawings stand in for them. */
async function withDrawings(crops: CropPixels[]): Promise<CropPixels[]> {
  const filled = [...crops];
  for (const [index, shape] of EXAMPLE_SHAPES.entries()) {
    if (filled.length >= GOLDEN_PICTURES) break;
    const drawn = await drawSketch(sketch(shape, index), `${shape}.png`);
    const prepared = await decoder.prepare(drawn, { mirror: false });
    if (prepared.ok) filled.push(prepared.value.pixels);
  }
  return filled;
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Safari starts the download a moment later; revoking at once would cancel it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
