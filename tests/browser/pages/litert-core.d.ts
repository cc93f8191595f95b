/**
 * The part of `@litertjs/core` that the tests use. Its own types declare typed arrays anew, for all
 * files of a program that meets them.
 */
export function loadLiteRt(folder: string): Promise<unknown>;
export function loadAndCompile(
  model: Uint8Array,
  options: { accelerator: 'wasm' },
): Promise<CompiledModel>;

interface CompiledModel {
  getInputDetails(): { dtype: string; shape: Int32Array }[];
  run(inputs: Record<string, Tensor>): Promise<Record<string, Tensor>>;
  delete(): void;
}

export class Tensor {
  constructor(values: Float32Array | Uint8Array, shape?: Int32Array);
  data(): Promise<Float32Array | Uint8Array>;
  delete(): void;
}
