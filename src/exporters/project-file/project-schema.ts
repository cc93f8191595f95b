import * as v from 'valibot';
import type { ZipLimits } from '../zip-directory.ts';
import { ProjectModelSchema } from './model-schema.ts';

export const PROJECT_FORMAT = 'show-and-tell-project';
export const PROJECT_VERSION = 1;
export const PROJECT_JSON = 'project.json';
export const HEAD_FILE = 'model/head.bin';

/** In a file that the app writes. */
export const MOST_PICTURES = 10_000;
/** Of a project file, and of any zip of pictures; a few files stand beside the pictures. */
export const PROJECT_LIMITS: ZipLimits = {
  bytes: 4 * 2 ** 30 - 1,
  entries: MOST_PICTURES + 10,
  inflatedBytes: 6 * 2 ** 30,
};

const Text = v.pipe(v.string(), v.maxLength(200));
const FileName = v.pipe(v.string(), v.maxLength(1000));
const Place = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Side = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(100_000));

const ClassSchema = v.object({
  name: v.pipe(Text, v.minLength(1)),
  enabled: v.boolean(),
  example: v.boolean(),
});

const SampleSchema = v.object({
  /** Place of its class. */
  class: Place,
  /** Frames of one recording have the same number. */
  burst: v.nullable(Place),
  name: FileName,
  type: v.picklist(['image/jpeg', 'image/png', 'image/webp']),
  width: Side,
  height: Side,
  /** Milliseconds since 1970. */
  addedAt: v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15)),
  /** Never trained on. Files of before that was known do without. */
  testOnly: v.optional(v.boolean(), false),
  /** Marked by the user as right in its class, whatever a model says. */
  fine: v.optional(v.boolean(), false),
  /** Path of its picture in the zip. */
  file: FileName,
});

/** `project.json`. */
export const ProjectSchema = v.pipe(
  v.object({
    format: v.literal(PROJECT_FORMAT),
    formatVersion: v.literal(PROJECT_VERSION),
    appVersion: Text,
    /** ISO 8601. */
    savedAt: Text,
    /** In their order. */
    classes: v.pipe(v.array(ClassSchema), v.minLength(1), v.maxLength(1000)),
    samples: v.pipe(v.array(SampleSchema), v.maxLength(PROJECT_LIMITS.entries)),
    /** Those that mean the same on another device; each is checked by whoever uses it. */
    settings: v.record(v.pipe(v.string(), v.maxLength(40)), v.unknown()),
    model: v.nullable(ProjectModelSchema),
  }),
  v.check(
    ({ classes, samples }) => samples.every((each) => each.class < classes.length),
    'an image is in a class that is not there',
  ),
  v.check(
    ({ samples }) => new Set(samples.map(({ file }) => file)).size === samples.length,
    'two images are one file',
  ),
  v.check(
    ({ classes, model }) =>
      model === null || model.classes.every((place) => place === null || place < classes.length),
    'the model knows a class that is not there',
  ),
);
export type ProjectJson = v.InferOutput<typeof ProjectSchema>;
