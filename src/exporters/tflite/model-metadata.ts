import { Builder, type Offset } from 'flatbuffers';
import { writeFloat32s, writeOffsets, writeTable } from './flatbuffer-table.ts';

export const LABELS_FILE = 'labels.txt';

/** What the file says of itself beside the graph. */
export interface TfliteFacts {
  /** In the order of the outputs. */
  labels: readonly string[];
  /** Shown to whoever opens the file with a viewer; one line each. */
  name: string;
  description: string;
  /** Of the app. */
  version: string;
}

const RGB = 1;
const IMAGE_PROPERTIES = 2;
const FEATURE_PROPERTIES = 1;
const NORMALIZATION_OPTIONS = 1;
const TENSOR_AXIS_LABELS = 2;

/**
 * The buffer TFLITE_METADATA, from which Android's and MediaPipe's libraries take labels and the
 * scaling of pixels (here none: mean 0, standard deviation 1). Slots of
 * https://github.com/tensorflow/tflite-support/blob/master/tensorflow_lite_support/metadata/metadata_schema.fbs
 * @param greatestOutput the largest number that an output can be as it is stored.
 */
export function modelMetadata(
  facts: TfliteFacts,
  size: number,
  greatestOutput: number,
): Uint8Array {
  const builder = new Builder(2048);
  const text = (value: string) => builder.createString(value);
  const image = writeTensorMetadata(builder, {
    name: 'image',
    description: `RGB, ${size} × ${size}, the largest centred square of the picture; 0 to 255.`,
    content: writeTable(builder, [
      [0, 'int8', IMAGE_PROPERTIES],
      [1, 'offset', writeImageProperties(builder, size)],
    ]),
    greatest: 255,
    labels: false,
  });
  const probabilities = writeTensorMetadata(builder, {
    name: 'probabilities',
    description: 'One for each line of the labels; they add up to 1.',
    content: writeTable(builder, [
      [0, 'int8', FEATURE_PROPERTIES],
      [1, 'offset', writeTable(builder, [])],
    ]),
    greatest: greatestOutput,
    labels: true,
  });
  const subgraph = writeTable(builder, [
    [2, 'offset', writeOffsets(builder, [image])],
    [3, 'offset', writeOffsets(builder, [probabilities])],
  ]);
  const model = writeTable(builder, [
    [0, 'offset', text(facts.name)],
    [1, 'offset', text(facts.description)],
    [2, 'offset', text(facts.version)],
    [3, 'offset', writeOffsets(builder, [subgraph])],
    [7, 'offset', text('1.0.0')],
  ]);
  builder.finish(model, 'M001');
  return builder.asUint8Array();
}

function writeImageProperties(builder: Builder, size: number): Offset {
  const sides = writeTable(builder, [
    [0, 'int32', size],
    [1, 'int32', size],
  ]);
  return writeTable(builder, [
    [0, 'int8', RGB],
    [1, 'offset', sides],
  ]);
}

interface TensorFacts {
  name: string;
  description: string;
  content: Offset;
  greatest: number;
  labels: boolean;
}

function writeTensorMetadata(builder: Builder, facts: TensorFacts): Offset {
  const unit = writeTable(builder, [
    [0, 'int8', NORMALIZATION_OPTIONS],
    [
      1,
      'offset',
      writeTable(builder, [
        [0, 'offset', writeFloat32s(builder, [0])],
        [1, 'offset', writeFloat32s(builder, [1])],
      ]),
    ],
  ]);
  const stats = writeTable(builder, [
    [0, 'offset', writeFloat32s(builder, [facts.greatest])],
    [1, 'offset', writeFloat32s(builder, [0])],
  ]);
  const labels = writeTable(builder, [
    [0, 'offset', builder.createString(LABELS_FILE)],
    [1, 'offset', builder.createString('The classes, in the order of the outputs.')],
    [2, 'int8', TENSOR_AXIS_LABELS],
  ]);
  return writeTable(builder, [
    [0, 'offset', builder.createString(facts.name)],
    [1, 'offset', builder.createString(facts.description)],
    [3, 'offset', facts.content],
    [4, 'offset', writeOffsets(builder, facts.labels ? [] : [unit])],
    [5, 'offset', stats],
    [6, 'offset', writeOffsets(builder, facts.labels ? [labels] : [])],
  ]);
}
