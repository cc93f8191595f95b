import type { WebcamFault } from './webcam-types.ts';

/**
 * What a rejection of `getUserMedia` means.
 * https://w3c.github.io/mediacapture-main/#dom-mediadevices-getusermedia
 */
export function webcamFault(error: unknown): WebcamFault {
  // OverconstrainedError was no DOMException before it became one in the standard.
  const name = typeof error === 'object' && error !== null && 'name' in error ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return { kind: 'denied' };
    case 'NotFoundError':
    case 'OverconstrainedError':
      return { kind: 'missing' };
    case 'NotReadableError':
    // Firefox, where the camera is held by another program: "Starting videoinput failed".
    case 'AbortError':
      return { kind: 'busy' };
    default:
      return { kind: 'failed', detail: error instanceof Error ? error.message : String(error) };
  }
}
