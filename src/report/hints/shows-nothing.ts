import type { QualityFault } from '../../picture/quality.ts';

/** Of a black or blank picture it makes no sense to say what it looks like; it has a hint of its own. */
export function showsNothing(fault: QualityFault | null | undefined): boolean {
  return fault === 'dark' || fault === 'blank';
}
