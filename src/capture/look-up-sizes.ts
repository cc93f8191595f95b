import { nextTask } from '../next-task.ts';

/** The page draws in between. */
const SLICE_MILLISECONDS = 16;

/**
 * Asks each file for its size, which handing it to a worker does too. Chromium looks it up on the disk
 * while the page waits: a fifth of a millisecond, but up to a tenth of a second once the disk and the
 * processor are busy with other files. It asks only once.
 */
export async function lookUpSizes(files: readonly Blob[], signal: AbortSignal): Promise<void> {
  let begun = performance.now();
  for (const file of files) {
    if (Number.isNaN(file.size) || performance.now() - begun < SLICE_MILLISECONDS) continue;
    await nextTask();
    if (signal.aborted) return;
    begun = performance.now();
  }
}
