import type { Combination } from '../network/types.ts';
import { readActivation } from './read-activation.ts';
import { integersOf, numberOf, realNumbers } from './read-constant.ts';
import { readConvolution } from './read-convolution.ts';
import { type Draft, isPadded, refuseAt } from './read-draft.ts';
import type { ReadOperator } from './read-file.ts';
import { refuseOperation } from './read-refusal.ts';
import { ARITHMETIC, FULLY_CONNECTED, REDUCER, type ReadName, SOFTMAX } from './read-schema.ts';
import { type ReadTensor, storedRange } from './read-tensor.ts';
import { readWeights } from './read-weights.ts';

/** Adds to the draft what one operator does. */
export function readOperator(draft: Draft, operator: ReadOperator): void {
  READERS[operator.name](draft, operator);
}

const READERS: Record<ReadName, (draft: Draft, operator: ReadOperator) => void> = {
  ADD: (draft, operator) => readCombination(draft, operator, 'add'),
  CONV_2D: readConvolution,
  DEPTHWISE_CONV_2D: readConvolution,
  DEQUANTIZE: readSameNumbers,
  FULLY_CONNECTED: readDense,
  MUL: (draft, operator) => readCombination(draft, operator, 'multiply'),
  SOFTMAX: readSoftmax,
  PAD: readPadding,
  MEAN: readMean,
  SUB: readSubtraction,
  PADV2: readPadding,
  QUANTIZE: readSameNumbers,
};

function readCombination(draft: Draft, operator: ReadOperator, kind: Combination['kind']): void {
  const [one, other] = [draft.plain(operator, 0), draft.plain(operator, 1)];
  const shapes = [imageShape(operator, one.lengths), imageShape(operator, other.lengths)];
  const [shape = [0, 0, 0]] = shapes.toSorted((a, b) => b[0] * b[1] - a[0] * a[1]);
  const fits = shapes.every(([height, width, channels]) => {
    const alike = height === shape[0] && width === shape[1];
    return channels === shape[2] && (alike || (height === 1 && width === 1));
  });
  if (!fits) refuseAt(operator, `[${one.lengths}] and [${other.lengths}]`);
  draft.add(operator, {
    kind,
    name: draft.nextName(),
    inputs: [one.source, other.source],
    shape,
    activation: readActivation(operator, ARITHMETIC.activation),
  });
}

/** Of a constant from the picture, whose centre it is. */
function readSubtraction(draft: Draft, operator: ReadOperator): void {
  const input = draft.signal(operator, 0);
  const constant = realNumbers(draft.tensor(operator, 1));
  const { taken, tensor } = input;
  const simple = tensor.type === 'float32' && !isPadded(input) && constant.length === 3;
  if (taken === null || !simple || readActivation(operator, ARITHMETIC.activation) !== 'none') {
    refuseOperation('SUB, but of the centre from the picture');
  }
  draft.give(operator, {
    ...input,
    taken: taken.map((value, channel) => value + (constant[channel] ?? 0)),
  });
}

function readPadding(draft: Draft, operator: ReadOperator): void {
  const input = draft.signal(operator, 0);
  const [height, width, channels] = imageShape(operator, input.lengths);
  const rows = integersOf(draft.tensor(operator, 1));
  const [b0, b1, top = 0, bottom = 0, left = 0, right = 0, c0, c1] = rows;
  const others = [b0, b1, c0, c1].some((zeros) => zeros !== 0);
  if (rows.length !== 8 || others || rows.some((zeros) => zeros < 0) || isPadded(input)) {
    refuseAt(operator, `paddings [${rows}]`);
  }
  checkSameScale(operator, input.tensor, draft.resultTensor(operator));
  draft.give(operator, {
    ...input,
    lengths: [height + top + bottom, width + left + right, channels],
    padding: { top, bottom, left, right },
    around: operator.name === 'PADV2' ? numberOf(draft.tensor(operator, 2)) : 0,
  });
}

function readMean(draft: Draft, operator: ReadOperator): void {
  const input = draft.plain(operator, 0);
  const [, , channels] = imageShape(operator, input.lengths);
  const axes = integersOf(draft.tensor(operator, 1));
  if (axes.length !== 2 || !axes.includes(1) || !axes.includes(2)) {
    refuseAt(operator, `over axes ${axes}`);
  }
  const keeps = operator.options.byte(REDUCER.keepDimensions, 0) !== 0;
  draft.add(
    operator,
    { kind: 'average', name: draft.nextName(), input: input.source, shape: [1, 1, channels] },
    keeps ? [1, 1, channels] : [channels],
  );
}

function readDense(draft: Draft, operator: ReadOperator): void {
  const { options } = operator;
  const input = draft.plain(operator, 0);
  const kernel = draft.tensor(operator, 1);
  const inputs = input.lengths.reduce((product, length) => product * length, 1);
  if (inputs !== input.lengths.at(-1) || kernel.shape.length !== 2 || kernel.shape[1] !== inputs) {
    refuseAt(operator, `a kernel of shape [${kernel.shape}] for [${input.lengths}]`);
  }
  const { weightsFormat, keepDimensions } = FULLY_CONNECTED;
  if (options.byte(weightsFormat, 0) !== 0 || options.byte(keepDimensions, 0) !== 0) {
    refuseOperation('FULLY_CONNECTED with weights_format or keep_num_dims');
  }
  const activation = readActivation(operator, FULLY_CONNECTED.activation);
  if (activation === 'relu6') refuseOperation('FULLY_CONNECTED with relu6');
  const tensors = { input: input.tensor, kernel, bias: draft.tensor(operator, 2) };
  const weights = readWeights(tensors, 'first');
  const outputs = weights.bias.length;
  draft.add(
    operator,
    {
      kind: 'dense',
      name: draft.nextName(),
      input: input.source,
      shape: [1, 1, outputs],
      ...weights,
      activation,
    },
    [outputs],
  );
}

function readSoftmax(draft: Draft, operator: ReadOperator): void {
  const { source, lengths, tensor } = draft.plain(operator, 0);
  const [channels] = lengths;
  if (channels === undefined || lengths.length !== 1) {
    refuseAt(operator, `of [${lengths}]`);
  }
  const beta = operator.options.float32(SOFTMAX.beta, 0);
  if (beta !== 1) refuseAt(operator, `beta ${beta}`);
  if (tensor.type !== 'float32' && !isProbability(draft.resultTensor(operator))) {
    refuseAt(operator, 'probabilities on another scale');
  }
  const shape: [number, number, number] = [1, 1, channels];
  draft.add(operator, { kind: 'softmax', name: draft.nextName(), input: source, shape }, lengths);
}

/** The only scales that runtimes write probabilities in, whatever the file says. */
function isProbability({ type, quantization }: ReadTensor): boolean {
  const scale = quantization?.scales[0];
  return type === 'int16'
    ? scale === 1 / 32768
    : scale === 1 / 256 && quantization?.zeroPoints[0] === storedRange(type)?.least;
}

/**
 * From one type to another: nothing, where each number keeps its meaning. Probabilities of 16 bits
 * may become such of 8, and are then rounded once more.
 */
function readSameNumbers(draft: Draft, operator: ReadOperator): void {
  const input = draft.signal(operator, 0);
  const result = draft.resultTensor(operator);
  const { source, tensor } = input;
  const ofSoftmax = draft.operations[source]?.kind === 'softmax';
  if (ofSoftmax && isProbability(tensor) && isProbability(result)) draft.round(source, result);
  else checkSameScale(operator, tensor, result);
  draft.give(operator, input);
}

function checkSameScale(operator: ReadOperator, from: ReadTensor, to: ReadTensor): void {
  const [one, other] = [from, to].map(meaning);
  if (one?.scale !== other?.scale || one?.zero !== other?.zero) {
    refuseAt(operator, 'another scale');
  }
}

/** Floats count in ones; 16 bits from their middle, 8 from their lowest. */
function meaning({ type, quantization }: ReadTensor): { scale: number; zero: number } {
  if (quantization === null) return { scale: 1, zero: 0 };
  const lowest = type === 'int16' ? 0 : (storedRange(type)?.least ?? 0);
  return {
    scale: quantization.scales[0] ?? 0,
    zero: (quantization.zeroPoints[0] ?? 0) - lowest,
  };
}

function imageShape(operator: ReadOperator, lengths: readonly number[]): [number, number, number] {
  const [height, width, channels] = lengths;
  if (height === undefined || width === undefined || channels === undefined) {
    return refuseAt(operator, `reads [${lengths}], not an image`);
  }
  return [height, width, channels];
}
