import { PartMissing } from './PartMissing.tsx';
import { ReportDialog } from './ReportDialog.tsx';

/** In place of a report that could not be loaded. */
export function ReportMissing() {
  return (
    <ReportDialog>
      <PartMissing />
    </ReportDialog>
  );
}
