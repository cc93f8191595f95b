import { CropCanvas } from '../picture/crop-canvas.ts';
import type { CropPixels } from '../picture/types.ts';

/** Takes frames from a `<video>` that shows the shared stream. */
export class WebcamFrames {
  readonly #video: HTMLVideoElement;
  #canvas: CropCanvas | undefined;

  constructor(video: HTMLVideoElement) {
    this.#video = video;
  }

  /** The newest frame, whole and unmirrored, to be kept; null while there is none. */
  async bitmap(): Promise<ImageBitmap | null> {
    if (!this.#ready) return null;
    return createImageBitmap(this.#video).catch(() => null);
  }

  /** The newest frame's crop, to be classified; null while there is none. */
  crop(mirror: boolean): CropPixels | null {
    if (!this.#ready) return null;
    this.#canvas ??= new CropCanvas();
    const { videoWidth, videoHeight } = this.#video;
    return this.#canvas.crop(this.#video, videoWidth, videoHeight, mirror);
  }

  /** Resolves when the camera has a new frame, or after a moment without one. */
  next(): Promise<void> {
    const video = this.#video;
    return new Promise((resolve) => {
      // In a hidden tab, and while the stream stands still, no frame is ever called back.
      const patience = setTimeout(done, 250);
      // Firefox has requestVideoFrameCallback since 132.
      const callback =
        'requestVideoFrameCallback' in video ? video.requestVideoFrameCallback(done) : null;
      if (callback === null) setTimeout(done, 33);
      function done() {
        clearTimeout(patience);
        if (callback !== null) video.cancelVideoFrameCallback(callback);
        resolve();
      }
    });
  }

  get #ready(): boolean {
    return (
      this.#video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && this.#video.videoWidth > 0
    );
  }
}
