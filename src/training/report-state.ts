import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { projectStore } from '../project/store.ts';

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

/** Undo, or another tab, may take the model away that is reported on. */
export function closeReportWithModel(): void {
  projectStore.subscribe(({ model }) => {
    if (model === null && reportStore.getState().open) reportStore.setState({ open: false });
  });
}

/** Id of the button that opens it, to which the focus goes back. */
export const REPORT_BUTTON = 'open-report';
