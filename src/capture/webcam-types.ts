export type Facing = 'user' | 'environment';

/** Why there is no picture from the camera; each asks for another thing to do. */
export type WebcamFault =
  /** The user or a policy said no. */
  | { kind: 'denied' }
  /** No camera at all. */
  | { kind: 'missing' }
  /** Another program holds it. */
  | { kind: 'busy' }
  /** It was running, and is gone. */
  | { kind: 'unplugged' }
  /** Cameras are given to https pages and localhost only. */
  | { kind: 'insecure' }
  /** This browser gives no camera to pages. */
  | { kind: 'unsupported' }
  | { kind: 'failed'; detail: string };

export type WebcamState =
  | { kind: 'off' }
  | { kind: 'starting' }
  | { kind: 'running'; stream: MediaStream; deviceId: string; facing: Facing | null }
  | { kind: 'failed'; fault: WebcamFault };

export interface Camera {
  deviceId: string;
  /** Empty until the user has allowed the camera. */
  label: string;
}

export interface WebcamSnapshot {
  state: WebcamState;
  cameras: Camera[];
  /** Whether the picture is shown and taken mirrored; kept for each side, as rear cameras begin unmirrored. */
  mirrorFront: boolean;
  mirrorRear: boolean;
}

/** Whether frames of the camera that runs now are mirrored. */
export function isMirrored({ state, mirrorFront, mirrorRear }: WebcamSnapshot): boolean {
  return state.kind === 'running' && state.facing === 'environment' ? mirrorRear : mirrorFront;
}
