import { type PlainOperation, withoutAffines } from '../network/affine-as-depthwise.ts';
import { type Convolution, type Depthwise, IMAGE, type Network } from '../network/types.ts';
import type { Equalised } from './equalise.ts';
import { quantizeKernel, weightScales } from './quantize.ts';
import type { ActivationFigures } from './ranges.ts';

/**
 * The same network with every convolution as the sum of two: one with the kernel as 8 bits say it,
 * one with what that leaves over. Each kernel is then within 8 bits, and both together within
 * about 15. The activation follows the sum.
 */
export function twofoldKernels(
  { operations }: Network,
  figures: readonly ActivationFigures[],
): Equalised {
  const twofold: Equalised = { operations: [], figures: [] };
  const place: number[] = [];
  const add = (operation: PlainOperation, figure: ActivationFigures | undefined) => {
    if (figure !== undefined) twofold.figures.push(figure);
    return twofold.operations.push(operation) - 1;
  };
  const moved = (id: number) => (id === IMAGE ? IMAGE : (place[id] ?? IMAGE));
  for (const [at, operation] of withoutAffines(operations).entries()) {
    const figure = figures[at];
    if (operation.kind === 'convolution' || operation.kind === 'depthwise') {
      const parts = coarseAndFine({ ...operation, input: moved(operation.input) });
      // Twice the range of the sum's results is room enough for its parts, but for what the
      // activation takes away.
      const [coarse, fine] = parts.map((part) => add(part, figure));
      const { name, shape, activation } = operation;
      const inputs: [number, number] = [coarse ?? IMAGE, fine ?? IMAGE];
      place.push(add({ kind: 'add', name, shape, inputs, activation }, figure));
    } else place.push(add(reread(operation, moved), figure));
  }
  return twofold;
}

function coarseAndFine(operation: Convolution | Depthwise): (Convolution | Depthwise)[] {
  const { name, kernel, bias } = operation;
  // What stands around only matters for weights that are all but zero.
  const scales = weightScales({ kernel, bias, inputScale: 1, outputScale: 1 });
  const rounded = quantizeKernel(kernel, scales);
  const coarse = Float32Array.from(
    rounded,
    (stored, at) => stored * (scales[at % bias.length] ?? 0),
  );
  const fine = kernel.map((weight, at) => weight - (coarse[at] ?? 0));
  const part = { ...operation, activation: 'none' } as const;
  return [
    { ...part, name: `${name}_coarse`, kernel: coarse },
    { ...part, name: `${name}_fine`, kernel: fine, bias: new Float32Array(bias.length) },
  ];
}

function reread(operation: PlainOperation, moved: (id: number) => number): PlainOperation {
  if (!('inputs' in operation)) return { ...operation, input: moved(operation.input) };
  const [one, other] = operation.inputs;
  return { ...operation, inputs: [moved(one), moved(other)] };
}
