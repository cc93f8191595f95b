/** How many of each, per round. */
const PHOTOS = 120;
const DROPPED = 1_000;
const CLASSES = 3;
const PER_CLASS = 100;
const FRAMES = 60;
const SAMPLES = [300, 3_000, 10_000];
const MOST = 10_000;
const MANY_CLASSES = 20;

/** Formats of *Download model*. */
const EXPORTS = [
  ['tfjs', 'TensorFlow.js'],
  ['teachable-machine', 'Teachable Machine'],
  ['keras', 'Keras'],
  ['onnx', 'ONNX'],
  ['tflite', 'TensorFlow Lite'],
  ['web-page', 'a web page'],
];

export const SIDES = ['ours', 'theirs', 'raw'];

/** Steps of both pages that some measurements need before. */
export const STEPS = { fill: ['fill', CLASSES, PER_CLASS], train: ['train'] };

/**
 * What is measured. Each side names the function of its page and what it is called with; it answers
 * one time in milliseconds, or one for each frame. `aims`: see aims.mjs.
 * `difference`: a figure of our page that is no time.
 * `memory`: also by how much the browser's memory grew meanwhile, at most.
 * `rounds`: at most so many; `warmedUp`: what was measured before was warm-up enough.
 * `freshPage`: each round on a page of its own, which has just been opened.
 */
export const MEASUREMENTS = [
  {
    name: 'take-in',
    what: 'take in a picture',
    needs: [],
    ours: ['takeIn', PHOTOS],
    theirs: ['takeIn', PHOTOS],
    raw: ['decodeAndInfer', PHOTOS],
    aims: { theirs: 3, raw: 1.25 },
  },
  {
    name: 'drop',
    what: `  of ${DROPPED} at once`,
    needs: [],
    rounds: 1,
    warmedUp: true,
    ours: ['takeIn', DROPPED],
    theirs: ['takeIn', DROPPED],
    raw: ['decodeAndInfer', DROPPED],
  },
  { name: 'decode', what: '  decode and crop a file', needs: [], raw: ['decode', PHOTOS] },
  {
    name: 'train',
    what: `train ${CLASSES} × ${PER_CLASS}, with its report`,
    needs: ['fill'],
    ours: ['train'],
    theirs: ['train'],
    raw: ['product', 2 * CLASSES * PER_CLASS, 2 * CLASSES * PER_CLASS],
    aims: { milliseconds: 1_000 },
  },
  {
    name: 'cold-start',
    what: 'from opening the page to the first answer',
    needs: ['fill', 'train'],
    freshPage: true,
    ours: ['firstAnswer'],
    theirs: ['firstAnswer'],
    raw: ['firstAnswer'],
  },
  {
    name: 'retrain',
    what: `  follow one picture of ${CLASSES} × ${PER_CLASS}`,
    needs: ['fill'],
    ours: ['retrain'],
    theirs: ['train'],
    raw: ['product', 1_280, 1_280],
    aims: { theirs: 50 },
  },
  ...SAMPLES.map((samples) => ({
    name: `retrain-${samples}`,
    what: `  of ${samples.toLocaleString('en')} in ${MANY_CLASSES} classes`,
    needs: [],
    ours: ['follow', samples, MANY_CLASSES],
    raw: ['product', 1_280, 1_280],
    aims: samples === MOST ? { against: { name: `retrain-${SAMPLES[0]}`, most: 3 } } : {},
  })),
  {
    name: 'retrain-equal',
    what: `  after 1,000 changes of ${MOST.toLocaleString('en')}`,
    needs: [],
    rounds: 1,
    warmedUp: true,
    difference: ['drift', MOST, MANY_CLASSES],
    aims: { difference: 1e-4 },
  },
  {
    name: 'train-10000',
    what: `train ${MOST.toLocaleString('en')} in ${MANY_CLASSES} classes, with its report`,
    needs: [],
    rounds: 1,
    warmedUp: true,
    ours: ['trainWhole', MOST, MANY_CLASSES],
    aims: { milliseconds: 30_000 },
  },
  {
    name: 'frame',
    what: 'classify a frame',
    needs: ['fill', 'train'],
    ours: ['classify', FRAMES],
    theirs: ['classify', FRAMES],
    raw: ['inferCanvas', FRAMES],
    aims: { theirs: 2.3, raw: 1.1 },
  },
  { name: 'crop', what: '  of it: crop the frame', needs: ['fill'], ours: ['crop', FRAMES] },
  { name: 'infer-frame', what: 'infer, whole frame', needs: [], raw: ['inferFrame', FRAMES] },
  { name: 'infer-tensor', what: 'infer, from a tensor', needs: [], raw: ['inferTensor', FRAMES] },
  { name: 'infer-best', what: 'infer, at the best batch', needs: [], raw: ['inferBest', PHOTOS] },
  ...EXPORTS.map(([format, what]) => ({
    name: `export-${format}`,
    what: `write and check ${what}`,
    needs: ['fill', 'train'],
    ours: ['exportModel', format],
    memory: true,
  })),
];
