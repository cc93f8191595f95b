import { useProject } from '../project/store.ts';
import { ReportDialog } from './ReportDialog.tsx';
import { ReportTabs } from './ReportTabs.tsx';

/** How good the model is, and what to do about it. */
export function Report() {
  const model = useProject((state) => state.model);
  return <ReportDialog>{model !== null && <ReportTabs model={model} />}</ReportDialog>;
}
