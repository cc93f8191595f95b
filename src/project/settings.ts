import * as v from 'valibot';
import { DEFAULT_BACKBONE } from '../backbone/catalogue.ts';
import type { BackboneId } from '../backbone/types.ts';
import { HIDDEN_LAYER_DEFAULTS } from '../head/types.ts';

const bounded = (low: number, high: number, fallback: number) =>
  v.fallback(v.pipe(v.number(), v.minValue(low), v.maxValue(high)), fallback);
const boundedInteger = (low: number, high: number, fallback: number) =>
  v.fallback(v.pipe(v.number(), v.integer(), v.minValue(low), v.maxValue(high)), fallback);

const hiddenLayer = {
  units: boundedInteger(2, 1024, HIDDEN_LAYER_DEFAULTS.units),
  epochs: boundedInteger(1, 1000, HIDDEN_LAYER_DEFAULTS.epochs),
  batchSize: boundedInteger(1, 512, HIDDEN_LAYER_DEFAULTS.batchSize),
  learningRate: bounded(0.00001, 1, HIDDEN_LAYER_DEFAULTS.learningRate),
};

/**
 * Every field falls back by itself: a setting that an older or newer version wrote otherwise never
 * costs the user the rest.
 */
const schema = v.object({
  baseNetwork: v.fallback(
    v.custom<BackboneId>((value) => typeof value === 'string' && value.length < 80),
    DEFAULT_BACKBONE,
  ),
  backend: v.fallback(v.picklist(['auto', 'webgpu', 'webgl', 'wasm']), 'auto'),
  /** What measuring chose on this device, so that the next start need not measure. */
  measuredBackends: v.fallback(v.record(v.string(), v.picklist(['webgpu', 'webgl', 'wasm'])), {}),
  /** Whether the model follows its samples by itself. */
  trainAutomatically: v.fallback(v.boolean(), true),
  headKind: v.fallback(v.picklist(['linear', 'hidden']), 'linear'),
  hiddenLayer: v.fallback(v.object(hiddenLayer), HIDDEN_LAYER_DEFAULTS),
  mirrorWebcam: v.fallback(v.boolean(), true),
  recording: v.fallback(
    v.object({
      picturesPerSecond: boundedInteger(1, 30, 10),
      delaySeconds: boundedInteger(0, 10, 2),
      durationSeconds: boundedInteger(1, 60, 5),
    }),
    { picturesPerSecond: 10, delaySeconds: 2, durationSeconds: 5 },
  ),
});

export type Settings = v.InferOutput<typeof schema>;

/** Settings from anything that was on disk. Never fails. */
export function readSettings(stored: unknown): Settings {
  return v.parse(schema, stored !== null && typeof stored === 'object' ? stored : {});
}
