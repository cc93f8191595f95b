import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

export type ReportTab = 'overview' | 'mistakes' | 'hints' | 'map' | 'runs';

export interface ReportState {
  open: boolean;
  tab: ReportTab;
  /** Id of what takes the focus when it is closed; null for the button that opens it. */
  leaveTo: string | null;
}

/** The report is opened from here and shown by a room above. */
export const reportStore = createStore<ReportState>(() => ({
  open: false,
  tab: 'overview',
  leaveTo: null,
}));

export function useReport(): ReportState {
  return useStore(reportStore);
}

/** Id of the button that opens it, to which the focus goes back. */
export const REPORT_BUTTON = 'open-report';
