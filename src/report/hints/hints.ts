import { allSamples } from '../../project/store.ts';
import { classSizeHints } from './class-size-hints.ts';
import {
  alikeGroups,
  inSeveralClasses,
  inTwoClassesHints,
  nearDuplicateHints,
} from './duplicate-hints.ts';
import type { Evidence, Hint, Wanted } from './hint.ts';
import { poorPictureHints } from './poor-picture-hints.ts';
import { recordedAlikeHints } from './recorded-alike-hints.ts';
import { testLeakHints } from './test-leak-hints.ts';
import { twoKindsHints } from './two-kinds-hints.ts';
import { wrongLabelHints } from './wrong-label-hints.ts';

export interface Hints {
  shown: Hint[];
  dismissed: Hint[];
}

/**
 * What may be wrong with the pictures and classes: first what teaches the model something false or
 * makes its figures doubtful, then what makes it weaker.
 * @param dismissed keys that the user does not want to hear of
 */
export function hintsOf(evidence: Evidence, dismissed: ReadonlySet<string>): Hints {
  const allDismissed: Wanted = (keys) => keys.every((key) => dismissed.has(key));
  return {
    shown: findHints(evidence, (keys) => !allDismissed(keys)),
    dismissed: findHints(evidence, allDismissed),
  };
}

function findHints(evidence: Evidence, wanted: Wanted): Hint[] {
  const live = new Map(allSamples(evidence).map((sample) => [sample.id, sample]));
  const alike = alikeGroups(evidence, live);
  const everyRecording = recordedAlikeHints(evidence, alike);
  const alikeClasses = new Set(everyRecording.map(({ classId }) => classId));
  return [
    ...wrongLabelHints(evidence, live, inSeveralClasses(alike), wanted),
    ...inTwoClassesHints(alike, wanted),
    ...testLeakHints(evidence, alike, wanted),
    ...poorPictureHints(evidence, wanted),
    ...nearDuplicateHints(alike, alikeClasses, wanted),
    ...everyRecording.filter(({ keys }) => wanted(keys)),
    ...twoKindsHints(evidence, live, wanted),
    ...classSizeHints(evidence, wanted),
  ];
}
