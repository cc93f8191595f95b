import type { ExportFormat } from '../exporters/types.ts';

const NAMES: Record<ExportFormat, string> = {
  tfjs: 'TensorFlow.js',
  'teachable-machine': 'Teachable Machine',
  keras: 'Keras',
  onnx: 'ONNX',
  tflite: 'TensorFlow Lite',
  'web-page': 'web page',
};

/** Of a model that this app wrote, but does not read. */
export function otherFormatWords(format: ExportFormat): string {
  return `This is the ${NAMES[format]} download of a model. The app opens the ${NAMES.tfjs} download.`;
}
