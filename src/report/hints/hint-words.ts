import type { QualityFault } from '../../picture/quality.ts';
import type { ClassId } from '../../project/types.ts';
import { count, percent } from '../../words/format-number.ts';
import type { ClassSize, Hint, HintOf, TestLeak } from './hint.ts';

/** Nothing here is certain: no chance is shown as a full 100 %. */
export const SUREST = 0.99;

/** Names of classes, in quotation marks. */
export type NameOf = (id: ClassId) => string;

export interface HintWords {
  title: string;
  /** Why it matters. */
  why: string;
}

export function hintWords(hint: Hint, name: NameOf): HintWords {
  switch (hint.kind) {
    case 'wrong-labels':
      return wrongLabels(hint);
    case 'in-two-classes': {
      const { length } = hint.groups;
      return {
        title:
          length === 1
            ? 'The same picture is in more than one class'
            : `${length.toLocaleString('en')} pictures are in more than one class`,
        why: 'It is the same, or nearly so. One of its classes is wrong: the model cannot learn both.',
      };
    }
    case 'test-leaks': {
      const tested = hint.leaks.reduce((sum, leak) => sum + leak.tested.length, 0);
      return {
        title: `${count(tested, 'test image')} ${tested === 1 ? 'is' : 'are'} nearly the same as an image to train on${hint.leaks.some(isOfOneRecording) ? ', or of the same recording' : ''}`,
        why: `The model has as good as seen ${tested === 1 ? 'it' : 'them'}, so its accuracy on test images looks better than it is.`,
      };
    }
    case 'poor-pictures': {
      const { length } = hint.pictures;
      return {
        title: `${count(length, 'image')} ${length === 1 ? 'is' : 'are'} hard to make out`,
        why: 'A dark, blurred or blank image teaches the model nothing about its class; it may even take the dark for a sign of it. Keep it if that is how things will look where you use the model.',
      };
    }
    case 'near-duplicates': {
      const extra = hint.groups.reduce((sum, { length }) => sum + length - 1, 0);
      return {
        title: `${count(extra, 'image')} ${extra === 1 ? 'is' : 'are'} nearly the same as another`,
        why: 'The network hardly tells them apart, so they count once in the figures, and teach the model hardly more than one of them does. Copies can go; frames of a video do no harm.',
      };
    }
    case 'recorded-alike':
      return {
        title: `All images of ${name(hint.classId)} were taken alike`,
        why: `All ${hint.pictures.length.toLocaleString('en')} ${recordings(hint.recordings)}. The model may learn the place and the light instead. Add some from another place, in other light.`,
      };
    case 'two-kinds':
      return {
        title: `${name(hint.classId)} may be two kinds of things`,
        why: 'Its images fall into two groups that look unlike each other. If these are two things, two classes are easier to learn, and tell more. If not, dismiss this.',
      };
    case 'imbalance':
      return {
        title: `${subject(hint.small, name)} far fewer images than the others`,
        why: `${sizes(hint.small, name)}; others have about ${hint.typical.toLocaleString('en')}. The model knows least what it has seen least, and takes it for something else.`,
      };
    case 'few':
      return {
        title: `${subject(hint.small, name)} too few images to tell how good the model is`,
        why: `${sizes(hint.small, name)}. With fewer than ten, a single image changes the figures of its class by more than ten points.`,
      };
  }
}

/** Whether frames of a recording stand on both sides. */
function isOfOneRecording({ tested, trained }: TestLeak): boolean {
  const bursts = new Set(trained.map(({ burstId }) => burstId));
  return tested.some(({ burstId }) => burstId !== null && bursts.has(burstId));
}

function wrongLabels({ pictures, expectedWrong }: HintOf<'wrong-labels'>): HintWords {
  const { length } = pictures;
  const about = Math.round(expectedWrong);
  const expected =
    length === 1
      ? `The chance that it is: about ${percent(Math.min(expectedWrong, SUREST))}.`
      : about === 0
        ? 'Expect hardly one of them to be.'
        : `Expect about ${about.toLocaleString('en')} of them to be.`;
  return {
    title: `${count(length, 'image')} may be in the wrong class`,
    why: `${expected} A wrong label teaches the model a mistake, and makes its figures look worse than they are.`,
  };
}

function recordings(number: number): string {
  return number === 1
    ? 'come from one recording, or are nearly the same'
    : `come from ${number === 2 ? 'two' : number} recordings, or are nearly the same as these`;
}

function subject(small: readonly ClassSize[], name: NameOf): string {
  const [only] = small;
  return small.length === 1 && only !== undefined
    ? `${name(only.classId)} has`
    : `${small.length.toLocaleString('en')} classes have`;
}

/** "“cats” has 6, “dogs” has 8" */
function sizes(small: readonly ClassSize[], name: NameOf): string {
  return small
    .map(({ classId, images }) => `${name(classId)} has ${images.toLocaleString('en')}`)
    .join(', ');
}

export function faultWords(fault: QualityFault): string {
  switch (fault) {
    case 'dark':
      return 'Dark';
    case 'blurred':
      return 'Blurred';
    case 'blank':
      return 'Blank';
  }
}
