import {
  CHANNELS_LAST,
  FLOAT,
  GraphBuilder,
  shapeAttr,
} from '../../src/exporters/graph-builder.ts';
import type { ExportSource } from '../../src/exporters/types.ts';
import { joinWeights, type Weight } from '../../src/exporters/weight-layout.ts';
import { normal, seededRandom } from '../../src/head/random.ts';

type Shape = number[];
type Attributes = Record<string, unknown>;

interface ConvolutionOptions {
  stride?: number;
  padding?: 'SAME' | 'VALID' | 'EXPLICIT';
  op?: string;
  attr?: Attributes;
  more?: string[];
}

/** A string as model.json holds it. */
export const word = (text: string) => ({ s: btoa(text) });
/** A list of whole numbers as model.json holds it. */
export const integers = (...values: number[]) => ({ list: { i: values.map(String) } });
/** A list of strings as model.json holds it. */
export const words = (...texts: string[]) => ({ list: { s: texts.map(btoa) } });

/** Draws a small graph of a backbone, node by node, with seeded weights. */
export class GraphSketch {
  readonly builder = new GraphBuilder();
  readonly image: string;
  readonly #random = seededRandom(5);

  constructor(imageShape: Shape = [-1, 224, 224, 3]) {
    this.image = this.builder.add('image', 'Placeholder', [], {
      dtype: { type: 'DT_FLOAT' },
      shape: { shape: shapeAttr(imageShape) },
    });
  }

  /** A constant of normal numbers about `centre`. */
  random(shape: Shape, { centre = 0, deviation = 0.5 } = {}): string {
    const length = shape.reduce((all, one) => all * one, 1);
    const values = Float32Array.from({ length }, () => centre + deviation * normal(this.#random));
    return this.builder.constant('random', shape, values);
  }

  /** A constant; whole numbers unless a shape is given. */
  constant(values: number[], shape?: Shape): string {
    return shape
      ? this.builder.constant('constant', shape, Float32Array.from(values))
      : this.builder.constant('integers', [values.length], Int32Array.from(values));
  }

  paddings(...eight: number[]): string {
    return this.builder.constant('paddings', [4, 2], Int32Array.from(eight));
  }

  op(op: string, input: string[], attr: Attributes = {}): string {
    return this.builder.add(op, op, input, { ...FLOAT, ...attr });
  }

  /** `shape`: [height, width, input channels, output channels]. */
  convolution(input: string, shape: Shape, options: ConvolutionOptions = {}): string {
    const { stride = 1, padding = 'SAME', op = 'Conv2D', attr = {}, more = [] } = options;
    const [height, width, channels] = shape;
    const inputs = height * width * (op.includes('Depthwise') ? 1 : channels);
    const kernel = this.random(shape, { deviation: 1 / Math.sqrt(inputs) });
    return this.op(op, [input, kernel, ...more], {
      strides: integers(1, stride, stride, 1),
      dilations: integers(1, 1, 1, 1),
      padding: word(padding),
      data_format: CHANNELS_LAST,
      ...attr,
    });
  }

  /** `shape`: [height, width, channels, 1]. */
  depthwise(input: string, shape: Shape, options: ConvolutionOptions = {}): string {
    return this.convolution(input, shape, { op: 'DepthwiseConv2dNative', ...options });
  }

  /** The image made small: 8 × 8 cells into `channels` numbers, and Relu. */
  cells(channels: number): string {
    return this.op('Relu', [this.convolution(this.image, [8, 8, 3, channels], { stride: 8 })]);
  }

  mean(input: string, keep = true): string {
    return this.op('Mean', [input, this.constant([1, 2])], {
      Tidx: { type: 'DT_INT32' },
      keep_dims: { b: keep },
    });
  }

  /** What was drawn, with the embedding at a node. */
  backbone(
    embeddingNode: string,
    inputRange: [number, number] = [-1, 1],
    stored: (weight: Weight) => Weight = (weight) => weight,
  ): ExportSource['backbone'] {
    const weights = this.builder.weights.map(stored);
    return {
      label: 'sketch',
      fingerprint: 'sketch',
      inputRange,
      embeddingNode,
      artifacts: {
        topology: { node: this.builder.nodes, versions: {} },
        weightSpecs: weights.map(({ spec }) => spec),
        weights: joinWeights(weights).buffer,
      },
    };
  }
}
