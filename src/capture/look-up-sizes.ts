import { nextTask } from '../next-task.ts';

/** Then the page may draw. */
const SLICE_MILLISECONDS = 16;

/**
 * Asks each file for its size, which handing it to a worker does too. Chromium looks it up on the disk
 * while the page waits, once: a fifth of a millisecond, but up to a tenth of a second when disk and
 * processor are busy with other files. So all are asked before the first is decoded, which then waits
 * two seconds where there are ten thousand.
 */
export async function lookUpSizes(files: readonly Blob[], signal: AbortSignal): Promise<void> {
  let begun = performance.now();
  for (const file of files) {
    touchSize(file);
    if (performance.now() - begun < SLICE_MILLISECONDS) continue;
    await nextTask();
    if (signal.aborted) return;
    begun = performance.now();
  }
}

/** To read it is all there is to do. */
function touchSize({ size }: Blob): number {
  return size;
}
