import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Webcam } from './webcam.ts';
import { isMirrored, type WebcamState } from './webcam-types.ts';

/** A camera as `getUserMedia` gives it: real EventTarget, the settings it was made with. */
class FakeTrack extends EventTarget {
  readyState: 'live' | 'ended' = 'live';
  constructor(readonly settings: MediaTrackSettings) {
    super();
  }
  getSettings = () => this.settings;
  stop = () => {
    this.readyState = 'ended';
  };
  unplug() {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}

const FRONT = { deviceId: 'front', facingMode: 'user' };
const REAR = { deviceId: 'rear', facingMode: 'environment' };

class FakeDevices extends EventTarget {
  cameras: MediaTrackSettings[] = [FRONT, REAR];
  refusal: Error | null = null;
  tracks: FakeTrack[] = [];
  asked: MediaTrackConstraints[] = [];

  async getUserMedia(constraints?: MediaStreamConstraints): Promise<MediaStream> {
    const video = typeof constraints?.video === 'object' ? constraints.video : {};
    this.asked.push(video);
    await Promise.resolve();
    if (this.refusal !== null) throw this.refusal;
    const exact = readConstraint(video.deviceId, 'exact');
    const side = readConstraint(video.facingMode, 'ideal');
    const settings =
      exact === undefined
        ? (this.cameras.find(({ facingMode }) => facingMode === side) ?? this.cameras[0])
        : this.cameras.find(({ deviceId }) => deviceId === exact);
    if (settings === undefined) {
      throw new DOMException('', exact === undefined ? 'NotFoundError' : 'OverconstrainedError');
    }
    const track = new FakeTrack(settings);
    this.tracks.push(track);
    const stream = { getTracks: () => [track], getVideoTracks: () => [track] };
    return stream as unknown as MediaStream;
  }

  async enumerateDevices(): Promise<MediaDeviceInfo[]> {
    return [
      { kind: 'audioinput', deviceId: 'microphone', label: 'Microphone' },
      ...this.cameras.map(({ deviceId }) => ({ kind: 'videoinput', deviceId, label: deviceId })),
    ] as MediaDeviceInfo[];
  }

  change(cameras: MediaTrackSettings[]) {
    this.cameras = cameras;
    this.dispatchEvent(new Event('devicechange'));
  }
}

function readConstraint(value: unknown, key: 'exact' | 'ideal'): unknown {
  return value !== null && typeof value === 'object' ? Reflect.get(value, key) : undefined;
}

function setUp(devices: FakeDevices | undefined = new FakeDevices(), secure = true) {
  const webcam = new Webcam({ platform: { secure, devices }, lingerMilliseconds: 1000 });
  const state = (): WebcamState => webcam.store.getState().state;
  return { webcam, devices: devices ?? new FakeDevices(), state };
}

const settle = () => vi.advanceTimersByTimeAsync(1);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('sharing', () => {
  it('opens the camera once for all that show it, and stops it shortly after the last', async () => {
    const { webcam, devices, state } = setUp();
    expect(state().kind).toBe('off');
    const first = webcam.acquire();
    const second = webcam.acquire();
    expect(state().kind).toBe('starting');
    await settle();
    expect(state()).toMatchObject({ kind: 'running', deviceId: 'front', facing: 'user' });
    expect(devices.tracks).toHaveLength(1);
    first();
    first();
    await vi.advanceTimersByTimeAsync(5000);
    expect(state().kind).toBe('running');
    second();
    await vi.advanceTimersByTimeAsync(999);
    expect(state().kind).toBe('running');
    await vi.advanceTimersByTimeAsync(1);
    expect(state().kind).toBe('off');
    expect(devices.tracks[0]?.readyState).toBe('ended');
  });

  it('goes on when one panel takes over from another', async () => {
    const { webcam, devices } = setUp();
    const release = webcam.acquire();
    await settle();
    release();
    await vi.advanceTimersByTimeAsync(500);
    webcam.acquire();
    await vi.advanceTimersByTimeAsync(5000);
    expect(devices.tracks).toHaveLength(1);
    expect(devices.tracks[0]?.readyState).toBe('live');
  });

  it('stops a camera that comes when nobody wants it any more', async () => {
    const devices = new FakeDevices();
    const { webcam, state } = setUp(devices);
    const open = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (constraints) => {
      await new Promise((resolve) => setTimeout(resolve, 3000));
      return open(constraints);
    };
    webcam.acquire()();
    await vi.advanceTimersByTimeAsync(5000);
    expect(state().kind).toBe('off');
    expect(devices.tracks[0]?.readyState).toBe('ended');
  });
});

describe('faults', () => {
  it.each([
    ['NotAllowedError', 'denied'],
    ['SecurityError', 'denied'],
    ['NotFoundError', 'missing'],
    ['NotReadableError', 'busy'],
    ['AbortError', 'busy'],
    ['UnknownError', 'failed'],
  ])('%s is %s', async (name, kind) => {
    const { webcam, devices, state } = setUp();
    devices.refusal = new DOMException('', name);
    webcam.acquire();
    await settle();
    expect(state()).toMatchObject({ kind: 'failed', fault: { kind } });
  });

  it('tells an insecure page from a browser without cameras', () => {
    const insecure = setUp(undefined, false);
    insecure.webcam.acquire();
    expect(insecure.state()).toEqual({ kind: 'failed', fault: { kind: 'insecure' } });
    const webcam = new Webcam({ platform: { secure: true, devices: undefined } });
    webcam.acquire();
    expect(webcam.store.getState().state).toEqual({
      kind: 'failed',
      fault: { kind: 'unsupported' },
    });
  });

  it('starts again on "Try again"', async () => {
    const { webcam, devices, state } = setUp();
    devices.refusal = new DOMException('', 'NotReadableError');
    webcam.acquire();
    await settle();
    devices.refusal = null;
    webcam.retry();
    await settle();
    expect(state().kind).toBe('running');
  });

  it('tells when the camera is unplugged, takes no other, and comes back with it', async () => {
    const { webcam, devices, state } = setUp();
    webcam.acquire();
    await settle();
    devices.tracks[0]?.unplug();
    expect(state()).toEqual({ kind: 'failed', fault: { kind: 'unplugged' } });
    devices.change([REAR]);
    await settle();
    expect(state().kind).toBe('failed');
    devices.change([FRONT, REAR]);
    await settle();
    expect(state()).toMatchObject({ kind: 'running', deviceId: 'front' });
  });

  it('takes another camera on "Try again" when the unplugged one stays away', async () => {
    const { webcam, devices, state } = setUp();
    webcam.acquire();
    await settle();
    devices.tracks[0]?.unplug();
    devices.change([REAR]);
    webcam.retry();
    await settle();
    expect(state()).toMatchObject({ kind: 'running', deviceId: 'rear' });
  });

  it('starts when the missing camera is plugged in', async () => {
    const { webcam, devices, state } = setUp();
    devices.cameras = [];
    webcam.acquire();
    await settle();
    expect(state()).toEqual({ kind: 'failed', fault: { kind: 'missing' } });
    devices.change([FRONT]);
    await settle();
    expect(state().kind).toBe('running');
  });
});

describe('choosing', () => {
  it('lists cameras only, and lets the old one go before it asks for the next', async () => {
    const { webcam, devices, state } = setUp();
    webcam.acquire();
    await settle();
    expect(webcam.store.getState().cameras.map(({ deviceId }) => deviceId)).toEqual([
      'front',
      'rear',
    ]);
    webcam.chooseCamera('rear');
    expect(devices.tracks[0]?.readyState).toBe('ended');
    await settle();
    expect(state()).toMatchObject({ kind: 'running', deviceId: 'rear', facing: 'environment' });
    expect(devices.asked.at(-1)?.deviceId).toEqual({ exact: 'rear' });
  });

  it('remembers the side of a chosen camera whose id is no longer known', async () => {
    const { webcam, devices, state } = setUp();
    webcam.chooseCamera('rear');
    const release = webcam.acquire();
    await settle();
    release();
    await vi.advanceTimersByTimeAsync(2000);
    devices.cameras = [FRONT, { ...REAR, deviceId: 'rear, renamed' }];
    webcam.acquire();
    await settle();
    expect(state()).toMatchObject({ deviceId: 'rear, renamed' });
  });

  it('mirrors the front camera and not the rear one, until told otherwise', async () => {
    const { webcam } = setUp();
    webcam.acquire();
    await settle();
    expect(isMirrored(webcam.store.getState())).toBe(true);
    webcam.chooseCamera('rear');
    await settle();
    expect(isMirrored(webcam.store.getState())).toBe(false);
    webcam.setMirror(true);
    expect(isMirrored(webcam.store.getState())).toBe(true);
    webcam.chooseCamera('front');
    await settle();
    webcam.setMirror(false);
    expect(isMirrored(webcam.store.getState())).toBe(false);
  });
});
