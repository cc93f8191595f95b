import { trainableClasses } from '../project/trained-model.ts';
import type { ClassId, PictureClass, Sample } from '../project/types.ts';

/** What stands between the user and "Train model", the first thing first. */
export type Readiness =
  | { kind: 'ready'; hint: { kind: 'more-images'; className: string; count: number } | null }
  | { kind: 'no-images' }
  | { kind: 'second-class-empty'; className: string }
  | { kind: 'one-class' };

/** From so many images in its smallest class on, a project needs no more urging. */
const COMFORTABLE = 10;

export function readiness(classes: PictureClass[], samples: Record<ClassId, Sample[]>): Readiness {
  const filled = trainableClasses(classes, samples);
  if (filled.length === 0) return { kind: 'no-images' };
  if (filled.length === 1) {
    const empty = classes.find((each) => each.enabled && samples[each.id]?.length === 0);
    return empty ? { kind: 'second-class-empty', className: empty.name } : { kind: 'one-class' };
  }
  const sizes = filled.map((each) => ({ each, size: samples[each.id]?.length ?? 0 }));
  const smallest = sizes.reduce((a, b) => (b.size < a.size ? b : a));
  if (smallest.size >= COMFORTABLE) return { kind: 'ready', hint: null };
  const missing = COMFORTABLE - smallest.size;
  return {
    kind: 'ready',
    hint: { kind: 'more-images', className: smallest.each.name, count: missing },
  };
}
