import type { QualityFault } from '../../picture/quality.ts';
import type { TrainedModel } from '../../project/trained-model.ts';
import type { ClassId, PictureClass, Sample, SampleId } from '../../project/types.ts';
import type { ModelAnalysis } from '../analysis.ts';

/** What hints are drawn from. */
export interface Evidence {
  model: TrainedModel;
  classes: PictureClass[];
  /** By class, live ones only. */
  samples: Record<ClassId, Sample[]>;
  /** null while it is not there. */
  analysis: ModelAnalysis | null;
  /** Of the pictures looked at so far. */
  faults: ReadonlyMap<SampleId, QualityFault | null>;
}

/** A picture that may be in the wrong class. */
export interface DoubtfulLabel {
  sample: Sample;
  /** The class it looks like; null where that is gone. */
  likely: ClassId | null;
  /** How likely its class is wrong, 0 to 1. */
  chance: number;
}

/** Pictures to test with, and those to train on that show nearly the same or are of one recording with them. */
export interface TestLeak {
  tested: Sample[];
  trained: Sample[];
}

export interface PoorPicture {
  sample: Sample;
  fault: QualityFault;
}

export interface ClassSize {
  classId: ClassId;
  /** To train on. */
  images: number;
}

/** A doubt about the project's data. */
export type Hint = {
  /** Of all that it names; dismissing the hint is writing them down. */
  keys: string[];
} & (
  | {
      kind: 'wrong-labels';
      /** Most suspect first. */
      pictures: DoubtfulLabel[];
      /** How many of them to expect to be wrong; not a whole number. */
      expectedWrong: number;
    }
  /** Each group shows nearly the same, in more than one class. */
  | { kind: 'in-two-classes'; groups: Sample[][] }
  | { kind: 'test-leaks'; leaks: TestLeak[] }
  | { kind: 'poor-pictures'; pictures: PoorPicture[] }
  /** Each group shows nearly the same, in one class; the one to keep comes first. */
  | { kind: 'near-duplicates'; groups: Sample[][] }
  /** All pictures of a class are of one or two recordings, or nearly the same. */
  | { kind: 'recorded-alike'; classId: ClassId; recordings: number; pictures: Sample[] }
  /** The larger part first. */
  | { kind: 'two-kinds'; classId: ClassId; parts: [Sample[], Sample[]] }
  | { kind: 'imbalance'; small: ClassSize[]; typical: number }
  | { kind: 'few'; small: ClassSize[] }
);

export type HintKind = Hint['kind'];
export type HintOf<Kind extends HintKind> = Extract<Hint, { kind: Kind }>;

/**
 * Names something that a hint of a kind is about. A hint about pictures that were dismissed comes back
 * only for the others.
 */
export function hintKey(kind: HintKind, about: SampleId | ClassId): string {
  return `${kind}/${about}`;
}

/** Whether something with these keys is to be told. */
export type Wanted = (keys: readonly string[]) => boolean;
