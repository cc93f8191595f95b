import { env, InferenceSession, Tensor } from 'onnxruntime-web';

env.wasm.numThreads = 1;

/**
 * Runs an ONNX model of ours by ONNX Runtime, all pictures in one batch.
 * @param pictures RGB, 0 to 255, [224, 224, 3] row-major each.
 * @returns Probabilities of each.
 */
export async function runOnnxInNode(
  model: Uint8Array,
  pictures: readonly ArrayLike<number>[],
): Promise<number[][]> {
  const side = 224;
  const pixels = new Float32Array(pictures.length * side * side * 3);
  pictures.forEach((picture, index) => {
    pixels.set(picture, index * side * side * 3);
  });
  const session = await InferenceSession.create(model);
  try {
    const image = new Tensor('float32', pixels, [pictures.length, side, side, 3]);
    const { probabilities } = await session.run({ image });
    const [rows = 0, columns = 0] = probabilities?.dims ?? [];
    const values = Array.from(probabilities?.data ?? [], Number);
    return Array.from({ length: rows }, (_, row) =>
      values.slice(row * columns, (row + 1) * columns),
    );
  } finally {
    await session.release();
  }
}
