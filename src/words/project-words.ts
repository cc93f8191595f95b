import type {
  ArchiveKind,
  ProjectFault,
  SaveProjectFault,
} from '../exporters/project-file/types.ts';
import type { RefusedPicture, StageFault } from '../project/transfer/stage.ts';
import type { TakenIn } from '../project/transfer/take-in-archive.ts';
import type { Sample } from '../project/types.ts';
import { count, megabytes } from './format-number.ts';
import { otherFormatWords } from './format-words.ts';
import { pictureWords } from './picture-words.ts';
import { storageWords, type Words } from './storage-words.ts';

interface WordsWithDetails extends Words {
  details?: string[];
}

/** "3 classes with 120 images and a trained model" */
export function contentsWords(classes: number, pictures: number, hasModel: boolean): string {
  const images = `${count(classes, 'class', 'classes')} with ${count(pictures, 'image')}`;
  return hasModel ? `${images} and a trained model` : images;
}

/** Why a file was not opened, and what to do. Nothing has changed. */
export function projectFaultWords(fault: ProjectFault): { text: string } {
  return { text: `${reason(fault)} Your project is as it was.` };
}

function reason(fault: ProjectFault): string {
  switch (fault.kind) {
    case 'too-large':
      return `This file is too large (${megabytes(fault.bytes)}; the limit is ${megabytes(fault.limit)}).`;
    case 'inflates-too-much':
      return `This zip of ${megabytes(fault.size)} would unpack to ${megabytes(fault.bytes)}, which no project does.`;
    case 'not-a-zip':
      return 'This is neither a project file nor another zip file.';
    case 'damaged-zip':
      return 'This zip file is damaged or cut short. Download or copy it again.';
    case 'unsafe-entry':
      return `This zip holds a file with an unsafe path (${fault.path.slice(0, 60)}).`;
    case 'too-many-entries':
      return `This zip holds ${count(fault.count, 'file')}; the limit is ${fault.limit.toLocaleString('en')}.`;
    case 'unreadable':
      return 'This file can no longer be read: it was moved, deleted or locked.';
    case 'bad-project':
      return `Its project.json is not as it should be (${fault.detail}).`;
    case 'newer-project':
      return 'This project was saved by a newer version of Show & Tell. Reload the page to get that version.';
    case 'bad-head':
      return `The weights of its trained model are not as they should be (${fault.detail}).`;
    case 'is-model':
      return 'This is a model, not a project. Open it under “Try it”.';
    case 'other-format':
      return otherFormatWords(fault.format);
    case 'is-foreign-model':
      return 'This is a model of Teachable Machine or a similar program. It holds no images, so it is no project; only models saved by Show & Tell can be opened.';
    case 'no-pictures':
      return 'There are no images in it.';
  }
}

/** Why what was in a file did not become part of the project. */
export function notOpenedWords(fault: StageFault | { kind: 'not-finished' }): {
  text: string;
  details?: string[];
} {
  switch (fault.kind) {
    case 'cancelled':
      return { text: 'Cancelled. Your project is as it was.' };
    case 'not-saved':
      return { text: storageWords(fault.storage).text };
    case 'not-finished':
      return {
        text: 'The browser refused to write to its storage at the very end. Reload the page: then it is opened.',
      };
    case 'no-readable-pictures':
      return {
        text: 'None of its images can be read. Your project is as it was.',
        details: fault.refused.map(refusedPictureWords),
      };
  }
}

const NOTES: Record<ArchiveKind, string> = {
  project: '',
  folders: '',
  'teachable-machine':
    ' A Teachable Machine project holds no trained model that can be read: press “Train model”.',
  'genai-tm': ' Its trained model was not taken over: press “Train model”.',
};

/** What came of opening a file. */
export function openedWords(kind: ArchiveKind, fileName: string, taken: TakenIn): WordsWithDetails {
  const { classes, pictures, hasModel, refused } = taken;
  return {
    title: `Opened ${fileName}`,
    text: `${contentsWords(classes, pictures, hasModel)}.${NOTES[kind]}${
      refused.length > 0 ? ` ${count(refused.length, 'image was', 'images were')} left out:` : ''
    }`,
    details: refused.map(refusedPictureWords),
  };
}

function refusedPictureWords({ name, fault }: RefusedPicture): string {
  return `${name} ${fault.kind === 'missing' ? 'is missing from the file, or damaged in it.' : pictureWords(fault)}`;
}

export function savedWords(fileName: string, pictures: number, left: Sample[]): WordsWithDetails {
  return writtenWords('Project saved', fileName, pictures, left);
}

export function imagesWrittenWords(
  fileName: string,
  pictures: number,
  left: Sample[],
): WordsWithDetails {
  return writtenWords('Images saved', fileName, pictures, left);
}

function writtenWords(
  title: string,
  fileName: string,
  pictures: number,
  left: Sample[],
): WordsWithDetails {
  const text = `${fileName}, with ${count(pictures, 'image')}.`;
  if (left.length === 0) return { title, text };
  return {
    title,
    text: `${text} ${count(left.length, 'image')} could not be read and ${left.length === 1 ? 'is' : 'are'} not in it:`,
    details: left.map(({ name }) => name),
  };
}

export function notSavedWords(fault: SaveProjectFault): Words {
  const title = 'No file was made';
  switch (fault.kind) {
    case 'too-many-pictures':
      return {
        title,
        text: `A file holds at most ${count(fault.limit, 'image')}; these are ${fault.count.toLocaleString('en')}. Everything is still saved in this browser.`,
      };
    case 'too-large':
      return {
        title,
        text: `It would have more than ${megabytes(fault.limit)}, which a zip cannot hold. Everything is still saved in this browser.`,
      };
    case 'cancelled':
      return { title, text: 'Cancelled.' };
    case 'failed':
      return {
        title,
        text: `The browser could not read its storage (${fault.detail}). Reload the page and try again.`,
      };
  }
}
