import type { SampleId } from '../../project/types.ts';
import { type Evidence, type Hint, hintKey, type PoorPicture, type Wanted } from './hint.ts';

/** Pictures that show hardly anything, of the classes in use. */
export function poorPictureHints({ classes, samples, faults }: Evidence, wanted: Wanted): Hint[] {
  const pictures = classes
    .filter(({ enabled }) => enabled)
    .flatMap(({ id }) => samples[id] ?? [])
    .flatMap((sample): PoorPicture[] => {
      const fault = faults.get(sample.id) ?? null;
      return fault !== null && wanted([keyOf(sample.id)]) ? [{ sample, fault }] : [];
    });
  if (pictures.length === 0) return [];
  return [
    { kind: 'poor-pictures', keys: pictures.map(({ sample }) => keyOf(sample.id)), pictures },
  ];
}

const keyOf = (id: SampleId) => hintKey('poor-pictures', id);
