import type { StorageFault } from '../project/saving.ts';

/** A title and a sentence that says what to do. */
export interface Words {
  title: string;
  text: string;
}

export function storageWords(fault: StorageFault): Words {
  if (fault === 'full') {
    return {
      title: 'The disk is full',
      text: 'This change was not saved. Everything saved before is safe. Free some disk space, or delete images you no longer need, and try again.',
    };
  }
  return {
    title: 'This could not be saved',
    text: 'The browser refused to write to its storage. Everything saved before is safe. Reload the page and try again; in a private window, use a normal one.',
  };
}
