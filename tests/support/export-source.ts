import type { ExportSource, GoldenPicture } from '../../src/exporters/types.ts';
import type { Head } from '../../src/head/types.ts';
import { type ModelJson, mulberry32, type TestNetwork } from './seeded-backbone.ts';

/** Labels that must reach every file unchanged. */
export const HARD_LABELS = ['say "no"', '🐈 & <b>', 'left/right', '</script>', '`x` | \\ \n y', ''];

export function seededHead(kind: Head['kind'], features: number, classes: number): Head {
  const random = mulberry32(3);
  const values = (length: number, inputs: number) =>
    Float32Array.from({ length }, () => ((random() - 0.5) * 6) / Math.sqrt(inputs));
  if (kind === 'linear') {
    const kernel = values(features * classes, features);
    return { kind, features, classes, kernel, bias: values(classes, 36) };
  }
  const units = 24;
  return {
    kind,
    features,
    units,
    classes,
    hiddenKernel: values(features * units, features),
    hiddenBias: values(units, 36),
    kernel: values(units * classes, units),
    bias: values(classes, 36),
  };
}

/** The head behind a standardisation: its first layer sees (embedding − centre) · scale. */
export function standardised(head: Head, centre: Float32Array, scale: number): Head {
  const hidden = head.kind === 'hidden';
  const kernel = (hidden ? head.hiddenKernel : head.kernel).map((value) => value * scale);
  const bias = (hidden ? head.hiddenBias : head.bias).map((offset, column, { length }) =>
    centre.reduce((sum, value, row) => sum - value * (kernel[row * length + column] ?? 0), offset),
  );
  return hidden ? { ...head, hiddenKernel: kernel, hiddenBias: bias } : { ...head, kernel, bias };
}

export function backboneOf(
  network: TestNetwork,
  embeddingNode: string,
  inputRange: [number, number],
): ExportSource['backbone'] {
  const { modelTopology, weightsManifest } = structuredClone(network.modelJson) as ModelJson;
  return {
    label: 'Test network',
    fingerprint: 'f'.repeat(64),
    inputRange,
    embeddingNode,
    artifacts: {
      topology: modelTopology,
      weightSpecs: weightsManifest.flatMap(({ weights }) => weights),
      weights: network.weights.slice().buffer,
    },
  };
}

export function sourceOf(
  backbone: ExportSource['backbone'],
  head: Head,
  changes: Partial<ExportSource> = {},
): ExportSource {
  return {
    labels: Array.from({ length: head.classes }, (_, index) => `class ${index}`),
    head,
    backbone,
    noneOfThese: null,
    evaluation: null,
    trainedAt: '2026-11-23T10:00:00.000Z',
    exportedAt: '2026-11-23T11:22:34.000Z',
    appVersion: '0.1.0',
    tfjsVersion: '4.22.0',
    samplesPerClass: Array(head.classes).fill(30),
    webcamMirrored: true,
    golden: [],
    ...changes,
  };
}

/** Coloured blocks of the picture's own size, tint and contrast, RGBA: pictures differ in more than noise. */
export function seededPixels(seed: number): GoldenPicture['pixels'] {
  const random = mulberry32(seed);
  const side = 8 + Math.floor(random() * 48);
  const tint = [random(), random(), random()];
  const contrast = random();
  const colours = Array.from({ length: 784 }, () =>
    tint.map((value) => 235 * (contrast * random() + (1 - contrast) * value)),
  );
  const pixels = new Uint8ClampedArray(224 * 224 * 4);
  for (let at = 0; at < 224 * 224; at++) {
    const block = Math.floor((at % 224) / side) + 28 * Math.floor(at / 224 / side);
    const colour = (colours[block] ?? []).map((value) => value + 20 * random());
    pixels.set([...colour, 255], at * 4);
  }
  return pixels;
}
