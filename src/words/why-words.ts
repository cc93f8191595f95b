import type { WhyFault } from '../report/mistakes/explain-sample.ts';
import { engineWords } from './engine-words.ts';

/** Why it cannot be shown what speaks for a class. */
export function whyFaultWords(fault: WhyFault): string {
  switch (fault.kind) {
    case 'other-backbone':
      return 'This model was trained on another base network than the one in use now. Train again, then it can show why.';
    case 'picture-unreadable':
      return 'This image can no longer be read.';
    default:
      return engineWords(fault);
  }
}
