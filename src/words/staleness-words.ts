import type { Staleness } from '../project/trained-model.ts';

/** Why the model is out of date, one sentence each. */
export function stalenessWords(reason: Staleness): string {
  switch (reason.kind) {
    case 'pictures-changed':
      return 'Images have been added, moved, deleted or put to another use since.';
    case 'class-added':
      return `It does not know the class “${reason.name}” yet.`;
    case 'class-deleted':
      return `The class “${reason.name}” has been deleted since; the model still knows it.`;
    case 'class-switched-off':
      return `The class “${reason.name}” has been switched off since; the model still knows it.`;
    case 'other-backbone':
      return 'It was trained on another base network, so it cannot answer with this one.';
  }
}
