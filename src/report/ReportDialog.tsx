import { Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type ReactNode, useEffect } from 'react';
import { useProject } from '../project/store.ts';
import { REPORT_BUTTON, reportStore, useReport } from '../training/report-state.ts';

/** The report's window; what it holds is there while it is open. */
export function ReportDialog({ children }: { children: ReactNode }) {
  const { open } = useReport();
  const some = useProject((state) => state.model !== null);
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const opened = open && some;
  // Mantine's own way back does not know of a dialog that was open when it came, nor of another goal.
  useEffect(() => {
    if (!opened) return;
    return () => {
      const { leaveTo } = reportStore.getState();
      reportStore.setState({ leaveTo: null });
      // From what is worked on elsewhere, the page has to follow.
      const preventScroll = leaveTo === null;
      document.getElementById(leaveTo ?? REPORT_BUTTON)?.focus({ preventScroll });
    };
  }, [opened]);
  return (
    <Modal
      opened={opened}
      onClose={() => reportStore.setState({ open: false })}
      title="Report"
      closeButtonProps={{ 'aria-label': 'Close' }}
      size={1100}
      fullScreen={narrow}
      closeOnClickOutside={false}
      returnFocus={false}
    >
      {children}
    </Modal>
  );
}
