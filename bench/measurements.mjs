/** How many of each, per round. */
const PHOTOS = 120;
const CLASSES = 3;
const PER_CLASS = 100;
const FRAMES = 60;

/**
 * What is measured. `fill`: the pages need their three classes before. Each side names the function
 * of its page and what it is called with; it answers one time in milliseconds, or one for each frame.
 */
export const MEASUREMENTS = [
  {
    name: 'take-in',
    what: 'take in a picture',
    fill: false,
    ours: ['takeIn', PHOTOS],
    theirs: ['takeIn', PHOTOS],
    raw: ['inferBatch', PHOTOS],
    aims: { theirs: 2.5 },
  },
  {
    name: 'train',
    what: `train ${CLASSES} × ${PER_CLASS}`,
    fill: true,
    ours: ['train'],
    theirs: ['train'],
    aims: { theirs: 20 },
  },
  {
    name: 'frame',
    what: 'classify a frame',
    fill: true,
    ours: ['classify', FRAMES],
    theirs: ['classify', FRAMES],
    raw: ['inferCanvas', FRAMES],
    aims: { theirs: 1.8, raw: 1.15 },
  },
  { name: 'infer-tensor', what: 'infer, from a tensor', fill: false, raw: ['inferTensor', FRAMES] },
  { name: 'decode', what: 'decode and crop a file', fill: false, raw: ['decode', PHOTOS] },
];

export const FILL = ['fill', CLASSES, PER_CLASS];
