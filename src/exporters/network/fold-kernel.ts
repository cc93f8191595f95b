import { type ChannelMap, identityMap, isIdentity, onlyShifts } from './channel-map.ts';
import type { DraftConvolution } from './draft.ts';
import type { Convolution } from './types.ts';

/**
 * Kernel and bias of a convolution with its own map and that of its input folded in.
 * @param before what is done to the input first, or null. It may add an offset only where no zeros
 * lie around the input.
 */
export function foldKernel(
  { kind, kernel, input, map }: DraftConvolution,
  before: ChannelMap | null,
): Pick<Convolution, 'kernel' | 'bias'> {
  const channels = input.map.factor.length;
  const { factor, offset } = before ?? identityMap(channels);
  if (onlyShifts(map) && isIdentity({ factor, offset })) {
    return { kernel, bias: Float32Array.from(map.offset) };
  }
  const outputs = map.factor.length;
  const rows = kernel.length / outputs;
  const folded = new Float32Array(kernel.length);
  const sums = new Float64Array(outputs);
  for (let row = 0; row < rows; row++) {
    for (let output = 0; output < outputs; output++) {
      const at = row * outputs + output;
      // A convolution's rows go through its input channels; a depthwise one keeps each to itself.
      const channel = kind === 'depthwise' ? output : row % channels;
      folded[at] = kernel[at] * factor[channel] * map.factor[output];
      sums[output] += kernel[at] * offset[channel];
    }
  }
  const bias = Float32Array.from(
    sums,
    (sum, output) => sum * map.factor[output] + map.offset[output],
  );
  return { kernel: folded, bias };
}
