import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** One thing that the user is told, until they dismiss it or it is replaced. */
export interface Notice {
  /** Notices of one key replace each other. */
  key: string;
  tone: 'error' | 'info' | 'success';
  title: string;
  text?: string;
  /** Shown as a list: one line for each file, say. */
  details?: string[];
  actions?: { label: string; run: () => void }[];
  /** Takes itself away after a few seconds; only for news that can be missed. */
  brief?: boolean;
}

export const noticeStore = createStore<{ notices: Notice[] }>(() => ({ notices: [] }));

export function notify(notice: Notice): void {
  noticeStore.setState(({ notices }) => ({
    notices: [...notices.filter((other) => other.key !== notice.key), notice],
  }));
}

export function dismiss(key: string): void {
  noticeStore.setState(({ notices }) => ({
    notices: notices.filter((notice) => notice.key !== key),
  }));
}

export function useNotices(): Notice[] {
  return useStore(noticeStore, (state) => state.notices);
}
