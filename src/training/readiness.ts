import { toTrainOn, trainableClasses } from '../project/trained-model.ts';
import type { ClassId, PictureClass, Sample } from '../project/types.ts';

/** What stands between the user and "Train model", the first thing first. */
export type Readiness =
  | { kind: 'ready'; hint: { kind: 'more-images'; className: string; count: number } | null }
  | { kind: 'no-images' }
  | { kind: 'second-class-empty'; className: string }
  /** There are images in it, but none to train on. */
  | { kind: 'only-tests'; className: string }
  | { kind: 'one-class' };

/** From so many images in its smallest class on, a project needs no more urging. */
const COMFORTABLE = 10;

export function readiness(classes: PictureClass[], samples: Record<ClassId, Sample[]>): Readiness {
  const filled = trainableClasses(classes, samples);
  const empty = ({ id }: PictureClass) => (samples[id] ?? []).length === 0;
  if (filled.length < 2) {
    const onlyTests = classes.find(
      (each) => each.enabled && !filled.includes(each) && !empty(each),
    );
    if (onlyTests !== undefined) return { kind: 'only-tests', className: onlyTests.name };
  }
  if (filled.length === 0) return { kind: 'no-images' };
  if (filled.length === 1) {
    const second = classes.find((each) => each.enabled && empty(each));
    return second ? { kind: 'second-class-empty', className: second.name } : { kind: 'one-class' };
  }
  const sizes = filled.map((each) => ({ each, size: toTrainOn(samples[each.id] ?? []).length }));
  const smallest = sizes.reduce((a, b) => (b.size < a.size ? b : a));
  if (smallest.size >= COMFORTABLE) return { kind: 'ready', hint: null };
  const missing = COMFORTABLE - smallest.size;
  return {
    kind: 'ready',
    hint: { kind: 'more-images', className: smallest.each.name, count: missing },
  };
}
