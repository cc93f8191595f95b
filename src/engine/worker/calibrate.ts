import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { type Tensor, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { ioHandler } from '../../backbone/io-handler.ts';
import { packCrops, RAW_PIXELS } from '../../backbone/pack-crops.ts';
import type { Network } from '../../exporters/network/types.ts';
import { buildTfjsModel } from '../../exporters/tfjs-model.ts';
import { type ActivationFigures, mergeRanges, rangesOf } from '../../exporters/tflite/ranges.ts';
import type { CropPixels } from '../../picture/types.ts';
import { graphOf } from './graph-of.ts';

/**
 * Runs a network on crops and measures what each operation gives: what a file in 8-bit numbers must
 * be able to say.
 * @param onCrop is told how many are done, and may throw to end it.
 * @returns one for each operation, in order; none where there are no crops.
 */
export async function calibrate(
  network: Network,
  crops: readonly CropPixels[],
  onCrop: (done: number) => Promise<void>,
): Promise<ActivationFigures[]> {
  if (crops.length === 0) return [];
  const model = await loadGraphModel(ioHandler(graphOf(buildTfjsModel(network))));
  const { size, operations } = network;
  const names = operations.map(({ name }) => name);
  let figures: ActivationFigures[] = [];
  try {
    for (const [done, crop] of crops.entries()) {
      await onCrop(done);
      const results = tidy(() => {
        const pixels = tensor4d(packCrops([crop], false, RAW_PIXELS), [1, size, size, 3]);
        return listed(model.execute(pixels, names));
      });
      const measured: ActivationFigures[] = [];
      for (const [at, result] of results.entries()) {
        measured.push(rangesOf(await result.data(), operations[at]?.shape[2] ?? 1));
        result.dispose();
      }
      figures = done === 0 ? measured : measured.map((figure, at) => merged(figures[at], figure));
    }
  } finally {
    model.dispose();
  }
  return figures;
}

function listed(tensors: Tensor | Tensor[]): Tensor[] {
  return Array.isArray(tensors) ? tensors : [tensors];
}

function merged(before: ActivationFigures | undefined, now: ActivationFigures): ActivationFigures {
  return before === undefined ? now : mergeRanges(before, now);
}
