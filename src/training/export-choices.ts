import {
  IconBrandJavascript,
  IconBrandPython,
  IconDeviceMobile,
  IconFileCode,
  IconHierarchy3,
  IconSchool,
} from '@tabler/icons-react';
import type { ExportFormat } from '../exporters/types.ts';

export interface ExportChoice {
  format: ExportFormat;
  label: string;
  /** For whom it is. */
  purpose: string;
  Icon: typeof IconBrandPython;
}

/** The formats, in the order in which people ask for them. */
export const EXPORT_CHOICES: ExportChoice[] = [
  {
    format: 'tfjs',
    label: 'TensorFlow.js',
    purpose: 'For web pages and Node.js. This app opens it again.',
    Icon: IconBrandJavascript,
  },
  {
    format: 'teachable-machine',
    label: 'Teachable Machine',
    purpose: 'For p5.js and ml5 sketches, block coding, and all that reads its models.',
    Icon: IconSchool,
  },
  {
    format: 'keras',
    label: 'Keras',
    purpose: 'For Python, and to train on from there.',
    Icon: IconBrandPython,
  },
  {
    format: 'onnx',
    label: 'ONNX',
    purpose: 'For ONNX Runtime in any language, OpenCV, Windows ML.',
    Icon: IconHierarchy3,
  },
  {
    format: 'tflite',
    label: 'TensorFlow Lite',
    purpose: 'For Android, Raspberry Pi and microcontrollers: exact, and small in 8 bit.',
    Icon: IconDeviceMobile,
  },
  {
    format: 'web-page',
    label: 'Web page',
    purpose: 'One file that opens in any browser, without network: webcam and images.',
    Icon: IconFileCode,
  },
];
