import type { WebcamFault } from '../capture/webcam-types.ts';

/** Why there is no camera picture, and what to do on this page. */
export function webcamProblem(fault: WebcamFault): string {
  switch (fault.kind) {
    case 'denied':
      return 'The webcam is not allowed. Allow it beside the address, then press “Use webcam” again.';
    case 'missing':
      return 'No webcam was found. Plug one in, then press “Use webcam” again.';
    case 'busy':
      return 'Another program uses the webcam. Close it, then press “Use webcam” again.';
    case 'unplugged':
      return 'The webcam was unplugged or switched off. Plug it in, then press “Use webcam” again.';
    case 'insecure':
    case 'unsupported':
      return location.protocol === 'file:'
        ? 'This browser gives no webcam to a page opened from the disk. Open it in Chrome, Edge or Firefox, or put it on a web server with https; pictures can be chosen here too.'
        : 'This browser gives no webcam to this page. It needs an address that begins with https:// or http://localhost; pictures can be chosen here too.';
    case 'failed':
      return `The webcam did not start. The browser says: ${fault.detail}`;
  }
}
