import type { UndoStep } from '../project/store.ts';
import { count } from './format-number.ts';

/** What was done, as the past tense beside "Undo". */
export function undoWords(what: UndoStep['what']): string {
  switch (what.kind) {
    case 'class-deleted':
      return `Deleted the class “${what.name}”`;
    case 'samples-deleted':
      return `Deleted ${count(what.count, 'image')} from “${what.className}”`;
    case 'example-removed':
      return 'Removed the example';
    case 'all-deleted':
      return 'Deleted all classes and images';
    case 'project-opened':
      return `Opened “${what.name}”`;
  }
}
