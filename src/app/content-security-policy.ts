import { BACKBONE_HOSTS } from '../backbone/catalogue.ts';

/**
 * What the built page may load, run and talk to.
 * - `wasm-unsafe-eval`: TensorFlow.js' WASM backend (https://github.com/tensorflow/tfjs/issues/8479).
 * - inline styles only: Mantine writes its theme into a <style> element; with `img-src` and
 *   `connect-src` this narrow a style has nowhere to send anything.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  'media-src blob:',
  `connect-src 'self' blob: ${BACKBONE_HOSTS.join(' ')}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
