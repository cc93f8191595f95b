import type { Head } from '../../head/types.ts';

/** Of the kinds of heads, as the app's own options call them. */
export const HEAD_NAMES: Record<Head['kind'], string> = {
  linear: 'direct',
  hidden: 'hidden layer',
};
