import { Webcam } from '../capture/webcam.ts';
import { WebcamFrames } from '../capture/webcam-frame.ts';
import { isMirrored, type WebcamSnapshot } from '../capture/webcam-types.ts';
import type { CropPixels } from '../picture/types.ts';
import { RateMeter, smooth, smoothNumber } from '../preview/smoothing.ts';
import { at, element } from './elements.ts';
import type { Classify, PageAnswer } from './graph-classifier.ts';
import { showProblems } from './problems.ts';
import { webcamProblem } from './webcam-problem.ts';

interface Options {
  /** Whether the front camera begins mirrored, as the pictures were that the model was taught with. */
  mirrored: boolean;
  classify: Classify;
  /** A frame is about to be classified. */
  onFrame: (pixels: CropPixels) => void;
  /** Its answer, smoothed with those before. */
  onAnswer: (answer: PageAnswer) => void;
  /** The user asks for the webcam. */
  onStart: () => void;
}

/** The webcam, its button, its options and the loop over its frames. */
export class WebcamInput {
  readonly #options: Options;
  readonly #webcam: Webcam;
  readonly #button = at('webcam', HTMLButtonElement);
  readonly #video = at('video', HTMLVideoElement);
  readonly #mirror = at('mirror', HTMLInputElement);
  readonly #camera = at('camera', HTMLSelectElement);
  readonly #rate = at('rate', HTMLElement);
  #release: (() => void) | null = null;
  #loop: AbortController | null = null;
  #stream: MediaStream | null = null;

  constructor(options: Options) {
    this.#options = options;
    this.#webcam = new Webcam({ mirrorFront: options.mirrored, lingerMilliseconds: 0 });
    this.#webcam.store.subscribe((snapshot) => this.#render(snapshot));
    this.#button.addEventListener('click', () => {
      if (this.#release !== null) return this.stop();
      options.onStart();
      const release = this.#webcam.acquire();
      // Where there can be no camera at all, that is known at once.
      if (this.#webcam.store.getState().state.kind === 'failed') release();
      else this.#release = release;
    });
    this.#mirror.addEventListener('change', () => this.#webcam.setMirror(this.#mirror.checked));
    this.#camera.addEventListener('change', () => this.#webcam.chooseCamera(this.#camera.value));
  }

  /** Stops the camera; an answer still under way is dropped. */
  stop(): void {
    this.#loop?.abort();
    this.#release?.();
    this.#release = null;
  }

  #render(snapshot: WebcamSnapshot): void {
    const { state } = snapshot;
    const running = state.kind === 'running';
    this.#show(running ? state.stream : null);
    at('webcam-options', HTMLElement).hidden = !running;
    this.#button.textContent = running || state.kind === 'starting' ? 'Stop webcam' : 'Use webcam';
    if (running) {
      showProblems([]);
      this.#mirror.checked = isMirrored(snapshot);
      this.#listCameras(snapshot, state.deviceId);
    }
    if (state.kind === 'failed') {
      this.stop();
      showProblems([[webcamProblem(state.fault)]]);
    }
  }

  #show(stream: MediaStream | null): void {
    if (stream === this.#stream) return;
    this.#stream = stream;
    this.#video.srcObject = stream;
    this.#loop?.abort();
    if (stream === null) return;
    this.#loop = new AbortController();
    void this.#classifyFrames(this.#loop.signal);
  }

  #listCameras({ cameras }: WebcamSnapshot, chosen: string): void {
    this.#camera.hidden = cameras.length < 2;
    this.#camera.replaceChildren(
      ...cameras.map(({ deviceId, label }, index) => {
        const option = element('option', [label === '' ? `Camera ${index + 1}` : label]);
        option.setAttribute('value', deviceId);
        return option;
      }),
    );
    this.#camera.value = chosen;
  }

  async #classifyFrames(signal: AbortSignal): Promise<void> {
    const { classify, onFrame, onAnswer } = this.#options;
    const frames = new WebcamFrames(this.#video);
    const rate = new RateMeter();
    let answer: PageAnswer | null = null;
    this.#rate.textContent = '';
    while (true) {
      await frames.next();
      if (signal.aborted) return;
      const pixels = frames.crop(isMirrored(this.#webcam.store.getState()));
      if (pixels === null) continue;
      onFrame(pixels);
      const newest = await classify(pixels);
      if (signal.aborted) return;
      answer = answer === null ? newest : blend(answer, newest);
      onAnswer(answer);
      const perSecond = rate.count(performance.now());
      this.#rate.textContent = perSecond > 0 ? `${perSecond.toFixed(0)} frames a second` : '';
    }
  }
}

function blend(shown: PageAnswer, newest: PageAnswer): PageAnswer {
  return {
    probabilities: smooth(shown.probabilities, newest.probabilities),
    similarity: smoothNumber(shown.similarity, newest.similarity),
  };
}
