import { imbalance } from '../../evaluation/balance.ts';
import { trainableClasses } from '../../project/trained-model.ts';
import { type ClassSize, type Evidence, type Hint, hintKey, type Wanted } from './hint.ts';

/** With fewer images of a class, one of them changes its figures by more than ten points. */
export const FEW = 10;

/** Classes with far fewer images to train on than the others, and those with too few for any figure. */
export function classSizeHints({ classes, samples }: Evidence, wanted: Wanted): Hint[] {
  const sizes = trainableClasses(classes, samples).map(({ id }): ClassSize => {
    const toTrainOn = (samples[id] ?? []).filter(({ testOnly }) => !testOnly);
    return { classId: id, images: toTrainOn.length };
  });
  const unbalanced = imbalance(sizes.map(({ images }) => images));
  const farBelow = new Set(unbalanced.map((each) => each.class));
  const hints: Hint[] = [];
  const small = sizes.filter((size, c) => farBelow.has(c) && wanted([keyOf('imbalance', size)]));
  if (small.length > 0) {
    const typical = unbalanced[0]?.typical ?? 0;
    const keys = small.map((size) => keyOf('imbalance', size));
    hints.push({ kind: 'imbalance', keys, small, typical });
  }
  const few = sizes.filter(
    (size, c) => size.images < FEW && !farBelow.has(c) && wanted([keyOf('few', size)]),
  );
  if (few.length > 0) {
    hints.push({ kind: 'few', keys: few.map((size) => keyOf('few', size)), small: few });
  }
  return hints;
}

const keyOf = (kind: 'imbalance' | 'few', { classId }: ClassSize) => hintKey(kind, classId);
