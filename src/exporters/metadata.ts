import * as v from 'valibot';
import { PREPROCESSING } from '../picture/preprocessing.ts';
import { NoneOfTheseSchema } from './known-schema.ts';
import type { ExportFormat, ExportSource, ModelMetadata } from './types.ts';

/** Class names, in the order of the outputs. */
export const LabelsSchema = v.pipe(
  v.array(v.pipe(v.string(), v.maxLength(200))),
  v.minLength(1),
  v.maxLength(1000),
);

const Text = v.pipe(v.string(), v.maxLength(500));
const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const OWN_FORMAT = 'show-and-tell-model';
// The first files did not say it: there was only one format.
const ExportedAsSchema = v.optional(
  v.picklist(['tfjs', 'teachable-machine', 'keras', 'onnx', 'tflite', 'web-page']),
  'tfjs',
);

/** `metadata.json`, its format apart. A model with another preprocessing would be fed wrong pictures, so it is refused. */
export const MetadataSchema = v.object({
  format: v.literal(OWN_FORMAT),
  formatVersion: v.literal(1),
  exportedAs: ExportedAsSchema,
  labels: LabelsSchema,
  preprocessing: v.object({
    size: v.literal(PREPROCESSING.size),
    crop: v.literal(PREPROCESSING.crop),
    resize: v.literal(PREPROCESSING.resize),
    background: v.literal(PREPROCESSING.background),
    channels: v.literal(PREPROCESSING.channels),
    input: Text,
    version: v.literal(PREPROCESSING.version),
    webcamMirrored: v.boolean(),
  }),
  backbone: v.object({ label: Text, fingerprint: Text }),
  head: v.object({ kind: v.picklist(['linear', 'hidden']), features: Count, classes: Count }),
  accuracy: v.nullable(
    v.object({ value: Fraction, low: Fraction, high: Fraction, samples: Count, method: Text }),
  ),
  // Files of before it was known, or of a later way to tell, do without.
  noneOfThese: v.fallback(v.nullable(NoneOfTheseSchema), null),
  samplesPerClass: v.pipe(v.array(Count), v.maxLength(1000)),
  trainedAt: Text,
  exportedAt: Text,
  versions: v.object({ app: Text, tfjs: Text }),
}) satisfies v.GenericSchema<unknown, ModelMetadata>;

const OwnSchema = v.object({ format: v.literal(OWN_FORMAT), exportedAs: ExportedAsSchema });
/** Teachable Machine's own metadata.json has a place for ours. */
const WrappedSchema = v.object({ userMetadata: v.object({ format: v.literal(OWN_FORMAT) }) });

/** As what this app wrote the model whose metadata.json this is; null where it did not. */
export function writtenAs(metadata: unknown): ExportFormat | null {
  if (v.is(WrappedSchema, metadata)) return 'teachable-machine';
  const own = v.safeParse(OwnSchema, metadata);
  return own.success ? own.output.exportedAs : null;
}

/** What this app wrote into a metadata.json, of whichever format; null where it wrote none that fits. */
export function ownMetadata(metadata: unknown): ModelMetadata | null {
  const own = v.is(WrappedSchema, metadata) ? metadata.userMetadata : metadata;
  const parsed = v.safeParse(MetadataSchema, own);
  return parsed.success ? parsed.output : null;
}

const RAW = 'float32 0 to 255, [n, 224, 224, 3]';
const INPUTS: Record<ExportFormat, string> = {
  tfjs: RAW,
  keras: RAW,
  onnx: RAW,
  'web-page': RAW,
  tflite:
    'model.tflite: float32 0 to 255; model_int8.tflite: uint8 0 to 255; both [1, 224, 224, 3]',
  'teachable-machine': 'float32, value / 127 - 1, [n, 224, 224, 3]',
};

/** What a reader of the zip must know: labels, preprocessing, where the model comes from and how good it is. */
export function describeModel(source: ExportSource, format: ExportFormat): ModelMetadata {
  const { head, backbone, evaluation } = source;
  return {
    format: OWN_FORMAT,
    formatVersion: 1,
    exportedAs: format,
    labels: source.labels,
    preprocessing: {
      size: PREPROCESSING.size,
      crop: PREPROCESSING.crop,
      resize: PREPROCESSING.resize,
      background: PREPROCESSING.background,
      channels: PREPROCESSING.channels,
      input: INPUTS[format],
      version: PREPROCESSING.version,
      webcamMirrored: source.webcamMirrored,
    },
    backbone: { label: backbone.label, fingerprint: backbone.fingerprint },
    head: { kind: head.kind, features: head.features, classes: head.classes },
    accuracy: evaluation && {
      value: evaluation.accuracy,
      low: evaluation.interval.low,
      high: evaluation.interval.high,
      samples: evaluation.total,
      method: `${evaluation.folds}-fold cross-validation, frames of one burst kept together`,
    },
    noneOfThese: source.noneOfThese,
    samplesPerClass: source.samplesPerClass,
    trainedAt: source.trainedAt,
    exportedAt: source.exportedAt,
    versions: { app: source.appVersion, tfjs: source.tfjsVersion },
  };
}
