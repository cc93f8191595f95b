/**
 * The one preprocessing spec. Samples, live frames, test files and every export go through it, so
 * that the same picture gets the same answer everywhere.
 */
export const PREPROCESSING = {
  /** Raised whenever a change here would change an embedding; part of every backbone fingerprint. */
  version: 1,
  /** Side of the square that the backbone sees, in pixels. */
  size: 224,
  /** The largest centred square of the upright picture. */
  crop: 'centre-square',
  /** Canvas `drawImage` with `imageSmoothingQuality: 'high'`. */
  resize: 'canvas-high',
  /** What shows through transparent pixels. */
  background: '#ffffff',
  channels: 'RGB',
} as const;

/** The largest centred square of a `width` × `height` picture, in its pixels. */
export function centreSquare(
  width: number,
  height: number,
): { x: number; y: number; side: number } {
  const side = Math.min(width, height);
  return { x: (width - side) / 2, y: (height - side) / 2, side };
}
