import type { Rounding } from '../graph-rounding.ts';
import { IMAGE, type Operation, type Padding, type ValueId } from '../network/types.ts';
import type { ReadFile, ReadOperator } from './read-file.ts';
import { refuseFile } from './read-refusal.ts';
import { type ReadTensor, storedRange } from './read-tensor.ts';

/** What an operator gives, in the network's words. */
export interface Result {
  source: ValueId;
  /** Of one picture: [height, width, channels], zeros around included, or [channels]. */
  lengths: readonly number[];
  /** Of what `source` gives, rows and columns put around it. */
  padding: Padding;
  /** The number that stands in `padding`. */
  around: number;
  /** What was taken from raw pixels on the way, by channel; null where this is not the picture. */
  taken: readonly number[] | null;
}

/** A result and the tensor that holds it. */
export interface Signal extends Result {
  tensor: ReadTensor;
}

export const NO_PADDING: Padding = { top: 0, bottom: 0, left: 0, right: 0 };

/** A network as it is read, operator by operator. */
export class Draft {
  readonly operations: Operation[] = [];
  /** What each operation's results are rounded to; null where they are floats. */
  readonly roundings: (Rounding | null)[] = [];
  /** What the file calls the tensor of each operation's results. */
  readonly called: string[] = [];
  readonly #tensors: readonly ReadTensor[];
  readonly #signals = new Map<number, Signal>();
  /** Settled by the first operation that reads the picture. */
  #centre: readonly number[] | null = null;

  /** @param size of the picture, which the file's input tensor holds. */
  constructor({ tensors, input }: ReadFile, size: number) {
    this.#tensors = tensors;
    this.#hold(input, {
      source: IMAGE,
      lengths: [size, size, 3],
      padding: NO_PADDING,
      around: 0,
      taken: [0, 0, 0],
    });
  }

  get centre(): [number, number, number] {
    const [red = 0, green = 0, blue = 0] = this.#centre ?? [];
    return [red, green, blue];
  }

  /** One of the operator's inputs, as a number in the file: constant or not. */
  tensor(operator: ReadOperator, index: number): ReadTensor {
    const tensor = this.#tensors[operator.inputs[index] ?? -1];
    return tensor ?? refuseAt(operator, `no input ${index}`);
  }

  /** One of the operator's inputs that is calculated, and by now. */
  signal(operator: ReadOperator, index: number): Signal {
    const signal = this.#signals.get(operator.inputs[index] ?? -1);
    return signal ?? refuseAt(operator, `input ${index} is not calculated before`);
  }

  /** The same where nothing may have been put around it, nor the picture be off its centre. */
  plain(operator: ReadOperator, index: number): Signal {
    const signal = this.signal(operator, index);
    if (isPadded(signal)) refuseAt(operator, `input ${index} is padded`);
    if (this.shiftOf(operator, signal)?.some((shift) => shift !== 0)) {
      refuseAt(operator, 'reads the picture with another centre');
    }
    return signal;
  }

  /**
   * What the tensor's numbers are above the network's, by channel; null where they are the same.
   * Zeros around an image are the network's only padding, so the number that the file puts around
   * the picture settles the centre.
   * @param padded whether something stands around it, by PAD or by the convolution itself.
   */
  shiftOf(
    operator: ReadOperator,
    { taken, around }: Signal,
    padded = false,
  ): readonly number[] | null {
    if (taken === null) {
      return padded && around !== 0 ? refuseAt(operator, `padded with ${around}`) : null;
    }
    const wanted = padded ? taken.map((value) => value + around) : taken;
    this.#centre ??= wanted;
    const shift = this.#centre.map((value, channel) => value - (taken[channel] ?? 0));
    if (padded && shift.some((value) => value !== around)) {
      refuseAt(operator, 'the picture has two centres');
    }
    return shift.every((value) => value === 0) ? null : shift;
  }

  /** Adds an operation; its result is the operator's. */
  add(operator: ReadOperator, operation: Operation, lengths: readonly number[] = operation.shape) {
    const source = this.operations.push(operation) - 1;
    const tensor = this.resultTensor(operator);
    this.called.push(tensor.called);
    this.round(source, tensor);
    this.give(operator, { source, lengths, padding: NO_PADDING, around: 0, taken: null });
  }

  /** Notes that results of an operation go into a tensor. */
  round(source: ValueId, { type, quantization }: ReadTensor): void {
    const stored = storedRange(type);
    const [scale, zero] = [quantization?.scales[0], quantization?.zeroPoints[0]];
    this.roundings[source] =
      stored === null || scale === undefined || zero === undefined
        ? null
        : { scale, least: stored.least - zero, most: stored.most - zero };
  }

  /** A plain and unique name for the next operation. */
  nextName(): string {
    return `operation_${this.operations.length}`;
  }

  /** Lays down what the operator's tensor holds, which must be as the file says. */
  give(operator: ReadOperator, result: Result): void {
    const { type } = this.#hold(operator.output, result);
    const wanted = this.signal(operator, 0).tensor.type;
    if (!operator.name.endsWith('QUANTIZE') && type !== wanted) {
      refuseAt(operator, `${type} from ${wanted}`);
    }
  }

  result(place: number): Signal | null {
    return this.#signals.get(place) ?? null;
  }

  resultTensor(operator: ReadOperator): ReadTensor {
    return this.#tensors[operator.output] ?? refuseAt(operator, 'no result');
  }

  #hold(place: number, result: Result): ReadTensor {
    const tensor = this.#tensors[place];
    if (tensor === undefined) return refuseFile(`no tensor ${place}`);
    const { name, shape, type, data, quantization } = tensor;
    if (data !== null || this.#signals.has(place)) refuseFile(`${name}: has a value already`);
    const wanted = [1, ...result.lengths];
    if (shape.length !== wanted.length || wanted.some((length, axis) => shape[axis] !== length)) {
      refuseFile(`${name}: shape [${shape}], not [${wanted}]`);
    }
    if (
      (type !== 'float32' && storedRange(type) === null) ||
      (quantization?.scales.length ?? 1) !== 1
    ) {
      refuseFile(`${name}: not numbers of one scale`);
    }
    this.#signals.set(place, { ...result, tensor });
    return tensor;
  }
}

export function isPadded({ padding }: Pick<Result, 'padding'>): boolean {
  return Object.values(padding).some((zeros) => zeros > 0);
}

/** Throws the Refusal of an operator that is not as its kind wants it. */
export function refuseAt({ name, place }: ReadOperator, detail: string): never {
  return refuseFile(`${name} ${place}: ${detail}`);
}
