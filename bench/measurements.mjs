/** How many of each, per round. */
const PHOTOS = 120;
const CLASSES = 3;
const PER_CLASS = 100;
const FRAMES = 60;

/** Formats of *Download model*. */
const EXPORTS = [
  ['tfjs', 'TensorFlow.js'],
  ['teachable-machine', 'Teachable Machine'],
  ['keras', 'Keras'],
  ['onnx', 'ONNX'],
  ['tflite', 'TensorFlow Lite'],
  ['web-page', 'a web page'],
];

/** Steps of both pages that some measurements need before. */
export const STEPS = { fill: ['fill', CLASSES, PER_CLASS], train: ['train'] };

/**
 * What is measured. Each side names the function of its page and what it is called with; it answers
 * one time in milliseconds, or one for each frame. `aims`: ours against each of the others.
 * `memory`: also by how much the browser's memory grew meanwhile, at most.
 */
export const MEASUREMENTS = [
  {
    name: 'take-in',
    what: 'take in a picture',
    needs: [],
    ours: ['takeIn', PHOTOS],
    theirs: ['takeIn', PHOTOS],
    raw: ['inferBatch', PHOTOS],
    aims: { theirs: 2.5 },
  },
  {
    name: 'train',
    what: `train ${CLASSES} × ${PER_CLASS}`,
    needs: ['fill'],
    ours: ['train'],
    theirs: ['train'],
    aims: { theirs: 20 },
  },
  {
    name: 'frame',
    what: 'classify a frame',
    needs: ['fill', 'train'],
    ours: ['classify', FRAMES],
    theirs: ['classify', FRAMES],
    raw: ['inferCanvas', FRAMES],
    aims: { theirs: 1.8, raw: 1.15 },
  },
  { name: 'crop', what: '  of it: crop the frame', needs: ['fill'], ours: ['crop', FRAMES] },
  { name: 'infer-frame', what: 'infer, whole frame', needs: [], raw: ['inferFrame', FRAMES] },
  { name: 'infer-tensor', what: 'infer, from a tensor', needs: [], raw: ['inferTensor', FRAMES] },
  { name: 'decode', what: 'decode and crop a file', needs: [], raw: ['decode', PHOTOS] },
  ...EXPORTS.map(([format, what]) => ({
    name: `export-${format}`,
    what: `write and check ${what}`,
    needs: ['fill', 'train'],
    ours: ['exportModel', format],
    memory: true,
  })),
];
