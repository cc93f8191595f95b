/**
 * [..., outputs] → [outputs, ...]: kernels as CONV_2D (from [height, width, inputs, outputs]) and
 * FULLY_CONNECTED (from [inputs, outputs]) take them.
 */
export function outputsFirst(
  kernel: Float32Array | Int8Array,
  outputs: number,
): Float32Array | Int8Array {
  const rows = kernel.length / outputs;
  const turned = kernel.slice();
  for (let row = 0; row < rows; row++) {
    for (let output = 0; output < outputs; output++) {
      turned[output * rows + row] = kernel[row * outputs + output] ?? 0;
    }
  }
  return turned;
}
