import { storageWords } from '../words/storage-words.ts';
import { notify } from './notices.ts';
import { tellOtherTabs } from './other-tabs.ts';

/** Why something could not be put on disk. */
export type StorageFault = 'full' | 'failed';

export function storageFault(error: unknown): StorageFault {
  return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'failed';
}

/**
 * Does one write. The user hears of a failure here, in one place; `false` means nothing changed, so
 * the caller leaves the screen as it was.
 */
export async function saved(write: () => Promise<void>): Promise<boolean> {
  try {
    await write();
    tellOtherTabs();
    return true;
  } catch (error) {
    notify({ key: 'storage', tone: 'error', ...storageWords(storageFault(error)) });
    return false;
  }
}
