import type { WebcamFault } from '../capture/webcam-types.ts';
import type { Words } from './storage-words.ts';

/** Why there is no camera picture, and what to do. */
export function webcamWords(fault: WebcamFault): Words {
  switch (fault.kind) {
    case 'denied':
      return {
        title: 'The camera is not allowed here',
        text: 'Allow it: click the camera or lock symbol beside the address, choose “Allow”, then try again.',
      };
    case 'missing':
      return {
        title: 'No camera found',
        text: 'Plug one in, or switch it on, then try again. You can upload images meanwhile.',
      };
    case 'busy':
      return {
        title: 'The camera is in use',
        text: 'Another program or tab holds it. Close that one, then try again.',
      };
    case 'unplugged':
      return {
        title: 'The camera is gone',
        text: 'It was unplugged or switched off. Plug it in again, or choose another. Everything recorded so far is saved.',
      };
    case 'insecure':
      return {
        title: 'The camera needs a secure page',
        text: 'Browsers give the camera only to addresses that begin with https:// or http://localhost. Open the app from such an address; uploading images works here too.',
      };
    case 'unsupported':
      return {
        title: 'This browser gives no camera to web pages',
        text: 'Try a recent Chrome, Edge, Firefox or Safari; uploading images works here too.',
      };
    case 'failed':
      return {
        title: 'The camera did not start',
        text: `The browser says: ${fault.detail}. Close other programs that use the camera, then try again.`,
      };
  }
}
