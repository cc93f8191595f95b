import { createStore, type StoreApi } from 'zustand/vanilla';
import { webcamFault } from './webcam-faults.ts';
import type { Facing, WebcamFault, WebcamSnapshot, WebcamState } from './webcam-types.ts';

/** What the manager needs of the browser; a test brings its own. */
export interface WebcamPlatform {
  secure: boolean;
  devices: Pick<MediaDevices, 'getUserMedia' | 'enumerateDevices' | 'addEventListener'> | undefined;
}

interface WebcamOptions {
  platform?: WebcamPlatform;
  mirrorFront?: boolean;
  /** How long the camera goes on when nobody shows it: panels that swap must not restart it. */
  lingerMilliseconds?: number;
}

const IDEAL_VIDEO = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } };

/**
 * The one camera stream of the page, shared by all that show it. It starts when the first shows
 * it, and its tracks are stopped shortly after the last has gone.
 */
export class Webcam {
  readonly store: StoreApi<WebcamSnapshot>;
  readonly #platform: WebcamPlatform;
  readonly #linger: number;
  #holders = 0;
  #lingering: ReturnType<typeof setTimeout> | undefined;
  /** Raised by every start and stop; a start that finds it changed is out of date. */
  #run = 0;
  #wish: { deviceId: string | null; facing: Facing | null } = { deviceId: null, facing: null };
  #listening = false;

  constructor({
    platform = browserPlatform(),
    mirrorFront = true,
    lingerMilliseconds = 1000,
  }: WebcamOptions = {}) {
    this.#platform = platform;
    this.#linger = lingerMilliseconds;
    this.store = createStore(() => ({
      state: { kind: 'off' },
      cameras: [],
      mirrorFront,
      mirrorRear: false,
    }));
  }

  /** Asks for the stream, for as long as until the returned function is called. */
  acquire(): () => void {
    this.#holders += 1;
    clearTimeout(this.#lingering);
    if (this.#state.kind === 'off') void this.#start();
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holders -= 1;
      if (this.#holders > 0) return;
      clearTimeout(this.#lingering);
      this.#lingering = setTimeout(() => this.#stop(), this.#linger);
    };
  }

  /** Starts again after a fault. */
  retry(): void {
    if (this.#state.kind === 'failed' && this.#holders > 0) void this.#start();
  }

  chooseCamera(deviceId: string): void {
    this.#choose({ deviceId, facing: null });
  }

  /** For the side whose camera runs now. */
  setMirror(mirror: boolean): void {
    const { state } = this.store.getState();
    const rear = state.kind === 'running' && state.facing === 'environment';
    this.store.setState(rear ? { mirrorRear: mirror } : { mirrorFront: mirror });
  }

  get #state(): WebcamState {
    return this.store.getState().state;
  }

  #choose(wish: { deviceId: string | null; facing: Facing | null }): void {
    this.#wish = wish;
    if (this.#holders === 0) return;
    void this.#start();
  }

  async #start(): Promise<void> {
    // Phones give one camera at a time: the old one must be let go before the next is asked for.
    this.#stop();
    const run = this.#run;
    const { secure, devices } = this.#platform;
    if (!secure) return this.#fail({ kind: 'insecure' });
    if (devices === undefined) return this.#fail({ kind: 'unsupported' });
    this.#setState({ kind: 'starting' });
    let stream: MediaStream;
    try {
      stream = await this.#open(devices);
    } catch (error) {
      if (run === this.#run) this.#fail(webcamFault(error));
      void this.#listCameras();
      return;
    }
    const [track] = stream.getVideoTracks();
    if (run !== this.#run || track === undefined) {
      stopTracks(stream);
      if (run === this.#run) this.#fail({ kind: 'missing' });
      return;
    }
    const { deviceId = '', facingMode } = track.getSettings();
    const facing = facingMode === 'user' || facingMode === 'environment' ? facingMode : null;
    if (this.#wish.deviceId !== null) this.#wish = { deviceId, facing };
    track.addEventListener('ended', () => {
      if (run === this.#run) this.#lose(deviceId);
    });
    this.#setState({ kind: 'running', stream, deviceId, facing });
    // Only now do the cameras have names.
    void this.#listCameras();
  }

  /** The camera wished for; where it is gone, any on the same side. */
  async #open(devices: Pick<MediaDevices, 'getUserMedia'>): Promise<MediaStream> {
    const { deviceId, facing } = this.#wish;
    const bySide = facing === null ? {} : { facingMode: { ideal: facing } };
    const anyCamera = { audio: false, video: { ...IDEAL_VIDEO, ...bySide } };
    if (deviceId === null) return devices.getUserMedia(anyCamera);
    try {
      const video = { ...IDEAL_VIDEO, deviceId: { exact: deviceId } };
      return await devices.getUserMedia({ audio: false, video });
    } catch (error) {
      // Safari gives cameras new ids with each page load.
      if (webcamFault(error).kind !== 'missing') throw error;
      return devices.getUserMedia(anyCamera);
    }
  }

  #stop(): void {
    this.#run += 1;
    if (this.#state.kind === 'running') stopTracks(this.#state.stream);
    this.#setState({ kind: 'off' });
  }

  #lose(deviceId: string): void {
    this.#stop();
    this.#wish = { ...this.#wish, deviceId };
    this.#fail({ kind: 'unplugged' });
  }

  #fail(fault: WebcamFault): void {
    this.#setState({ kind: 'failed', fault });
  }

  #setState(state: WebcamState): void {
    this.store.setState({ state });
  }

  async #listCameras(): Promise<void> {
    const { devices } = this.#platform;
    if (devices === undefined) return;
    if (!this.#listening) {
      this.#listening = true;
      devices.addEventListener('devicechange', async () => {
        await this.#listCameras();
        this.#startIfBack();
      });
    }
    const all = await devices.enumerateDevices().catch(() => []);
    const cameras = all
      .filter(({ kind }) => kind === 'videoinput')
      .map(({ deviceId, label }) => ({ deviceId, label }));
    this.store.setState({ cameras });
  }

  /** A camera that is plugged in (again) starts by itself; another one is not taken in its place. */
  #startIfBack(): void {
    const { state, cameras } = this.store.getState();
    if (state.kind !== 'failed' || this.#holders === 0) return;
    const back =
      state.fault.kind === 'missing'
        ? cameras.length > 0
        : state.fault.kind === 'unplugged' &&
          cameras.some(({ deviceId }) => deviceId === this.#wish.deviceId);
    if (back) void this.#start();
  }
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function browserPlatform(): WebcamPlatform {
  // Absent on pages without https, whatever lib.dom.d.ts says, and in old browsers.
  const devices: MediaDevices | undefined = globalThis.navigator?.mediaDevices;
  return { secure: globalThis.isSecureContext, devices };
}
