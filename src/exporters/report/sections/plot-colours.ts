import type { PlotColours } from '../plots/axes.ts';

/** The variables of `report-style.ts`: light and dark as the reader's system has it. */
export const REPORT_COLOURS: PlotColours = {
  quiet: 'var(--quiet)',
  line: 'var(--line)',
  accent: 'var(--accent)',
};
