import { drawSketch, EXAMPLE_SHAPES, sketch } from '../capture/example-shapes.ts';
import type { CropPixels } from '../picture/types.ts';
import { decoder } from '../project/decoder.ts';
import { readPicture } from '../project/disk.ts';
import { projectStore } from '../project/store.ts';
import { type TrainedModel, toTrainOn } from '../project/trained-model.ts';
import type { Sample } from '../project/types.ts';

/** Crops of up to `most` samples to train on, taken from the classes in turn. */
export async function sampleCrops(
  model: TrainedModel,
  most: number,
  signal: AbortSignal,
): Promise<CropPixels[]> {
  const { samples } = projectStore.getState();
  const byClass = model.classIds.map((id) => spread(toTrainOn(samples[id] ?? []), most));
  const crops: CropPixels[] = [];
  const rounds = Math.max(0, ...byClass.map(({ length }) => length));
  for (let round = 0; round < rounds && crops.length < most; round++) {
    for (const sample of byClass.flatMap((list) => list.slice(round, round + 1))) {
      if (crops.length >= most || signal.aborted) break;
      const bytes = await readPicture(sample.id);
      const crop = bytes === null ? null : await decoder.crop(bytes, sample.type, signal);
      if (crop?.ok) crops.push(crop.value);
    }
  }
  return crops;
}

/** Up to `most` drawings, the same ones each time. */
export async function drawnCrops(most: number): Promise<CropPixels[]> {
  const crops: CropPixels[] = [];
  for (const [index, shape] of EXAMPLE_SHAPES.slice(0, most).entries()) {
    const drawn = await drawSketch(sketch(shape, index), `${shape}.png`);
    const prepared = await decoder.prepare(drawn, { mirror: false });
    if (prepared.ok) crops.push(prepared.value.pixels);
  }
  return crops;
}

/** Not the first ones only: neighbours are often frames of one recording. */
function spread(samples: Sample[], most: number): Sample[] {
  const step = Math.max(1, samples.length / most);
  const count = Math.min(most, samples.length);
  return Array.from({ length: count }, (_, index) => samples[Math.floor(index * step)]).filter(
    (sample) => sample !== undefined,
  );
}
