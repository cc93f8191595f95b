import type { UndoStep } from '../project/store.ts';
import { count } from './format-number.ts';
import type { Words } from './storage-words.ts';

/** What was done, as the past tense beside "Undo". */
export function undoWords(what: UndoStep['what']): string {
  switch (what.kind) {
    case 'class-deleted':
      return `Deleted the class “${what.name}”`;
    case 'samples-deleted':
      return what.className === null
        ? `Deleted ${count(what.count, 'image')}`
        : `Deleted ${count(what.count, 'image')} from “${what.className}”`;
    case 'samples-moved':
      return `Moved ${count(what.count, 'image')} to “${what.className}”`;
    case 'class-made':
      return `Made the class “${what.className}” of ${count(what.count, 'image')}`;
    case 'samples-marked':
      return what.testOnly
        ? `Set ${count(what.count, 'image')} aside for testing only`
        : `Gave ${count(what.count, 'image')} back to training`;
    case 'example-removed':
      return 'Removed the example';
    case 'all-deleted':
      return 'Deleted all classes and images';
    case 'project-opened':
      return `Opened “${what.name}”`;
    case 'images-opened':
      return `Added “${what.name}”`;
  }
}

/** What is wrong with parting the frames of a recording, and the way out. @param rest on the other side */
export function restOfRecordingWords(
  rest: number,
  testOnly: boolean,
): { text: string; label: string } {
  const [are, them] = rest === 1 ? ['is', 'it'] : ['are', 'them'];
  const frames = `${count(rest, 'other frame')} of the same recording ${are}`;
  const consequence = 'so the accuracy on test images would look better than it is.';
  return testOnly
    ? {
        text: `${frames} still to be trained on, and nearly the same, ${consequence}`,
        label: `Set ${them} aside too`,
      }
    : {
        text: `${frames} still for testing only, and nearly the same, ${consequence}`,
        label: `Give ${them} back too`,
      };
}

/** What an Undo left, for it would have cost more than it did. */
export function keptWords(names: string[]): Words {
  const quoted = new Intl.ListFormat('en').format(names.map((name) => `“${name}”`));
  const [were, them] = names.length === 1 ? ['was', 'it'] : ['were', 'them'];
  return {
    title: 'Undone',
    text: `${quoted} ${were} kept because images were added to ${them} since.`,
  };
}
