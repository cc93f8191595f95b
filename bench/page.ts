/** What the three pages of the bench have in common. */

/** The files that the runner put into one of the page's two inputs: real ones, on disk. */
export function chosenFiles(input: 'photos' | 'backbone'): File[] {
  const element = document.getElementById(input);
  return element instanceof HTMLInputElement ? Array.from(element.files ?? []) : [];
}

/** The last `count` photos: no two alike up to 280, which the first ones are not (pages.mjs). */
export function distinctPhotos(count: number): File[] {
  return chosenFiles('photos').slice(-count);
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The same for each of `count` times, one after another. */
export async function timedEach(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) times.push(await timed(work));
  return times;
}

/** A frame for an answer that is given before there are photos: any colours do. */
export function emptyFrame(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 480;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context !== null) context.fillStyle = 'teal';
  context?.fillRect(100, 100, 300, 300);
  return canvas;
}

/**
 * How old the page is once it has answered for the first time, in milliseconds; such a page is
 * opened for this alone, and begins by itself.
 */
export function answersAtOnce(answer: () => Promise<unknown>): () => Promise<number> {
  if (location.hash !== '#first-answer') return () => Promise.reject(new Error('opened otherwise'));
  const age = answer().then(() => performance.now());
  return () => age;
}

/** A picture as a webcam gives it: 640 × 480, in a canvas. */
export async function cameraFrame(photo: File | undefined): Promise<HTMLCanvasElement> {
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 480;
  if (photo === undefined) throw new Error('no photo');
  const bitmap = await createImageBitmap(photo);
  canvas.getContext('2d', { willReadFrequently: true })?.drawImage(bitmap, 0, 0, 640, 480);
  bitmap.close();
  return canvas;
}

/** Where the runner finds the page's functions. */
export function offer(functions: Record<string, (...words: never[]) => Promise<unknown>>): void {
  Object.assign(window, { bench: functions });
}
