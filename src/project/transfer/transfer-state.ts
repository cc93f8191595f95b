import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

export type TransferKind = 'opening' | 'saving' | 'downloading-images';

/** Something that goes out of the project or comes in, and lasts. */
export interface TransferJob {
  kind: TransferKind;
  /** Of the file that is opened; '' where one is made. */
  fileName: string;
  /** Share of the images that is done, 0 to 1. */
  fraction: number;
  cancel: () => void;
}

export type OpenChoice = 'replace' | 'add' | 'cancel';

/** What the user is asked before an open project makes room for another. */
export interface OpenQuestion {
  fileName: string;
  classes: number;
  pictures: number;
  hasModel: boolean;
  answer: (choice: OpenChoice) => void;
}

/** One at a time. */
export const transferStore = createStore<{
  job: TransferJob | null;
  question: OpenQuestion | null;
}>(() => ({ job: null, question: null }));

export function useTransfer() {
  return useStore(transferStore, (state) => state);
}

const busy = () => {
  const { job, question } = transferStore.getState();
  return job !== null || question !== null;
};

const nextChange = () =>
  new Promise<void>((resolve) => {
    const unsubscribe = transferStore.subscribe(() => {
      unsubscribe();
      resolve();
    });
  });

/**
 * Does one job, shown while it lasts, with a Cancel. While another is under way, what comes in waits
 * for its turn, and what goes out is not begun: null.
 * @param work is given the signal of that Cancel, and reports the share that is done.
 */
export async function asJob<Value>(
  kind: TransferKind,
  fileName: string,
  work: (signal: AbortSignal, onFraction: (fraction: number) => void) => Promise<Value>,
): Promise<Value | null> {
  if (kind !== 'opening' && busy()) return null;
  while (busy()) await nextChange();
  const controller = new AbortController();
  const cancel = () => controller.abort();
  const show = (fraction: number) =>
    transferStore.setState({ job: { kind, fileName, fraction, cancel } });
  show(0);
  try {
    return await work(controller.signal, show);
  } finally {
    transferStore.setState({ job: null });
  }
}

/** Asks; the job steps aside while the question stands. */
export async function ask(question: Omit<OpenQuestion, 'answer'>): Promise<OpenChoice> {
  const { job } = transferStore.getState();
  const choice = await new Promise<OpenChoice>((answer) => {
    transferStore.setState({ job: null, question: { ...question, answer } });
  });
  transferStore.setState({ job, question: null });
  return choice;
}
