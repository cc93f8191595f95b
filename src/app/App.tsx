import { Container, MantineProvider } from '@mantine/core';
import { ClassesPanel } from '../capture/ClassesPanel.tsx';
import { lazyDialog } from '../lazy-part.tsx';
import { PreviewPanel } from '../preview/PreviewPanel.tsx';
import { useProject } from '../project/store.ts';
import { useTransfer } from '../project/transfer/transfer-state.ts';
import { reportStore, useReport } from '../training/report-state.ts';
import { TrainPanel } from '../training/TrainPanel.tsx';
import styles from './App.module.css';
import { BackboneStatus } from './BackboneStatus.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Header } from './Header.tsx';
import { NoStorage } from './NoStorage.tsx';
import { Notices } from './Notices.tsx';
import { cssVariables, theme } from './theme.ts';
import { usePageDrop } from './use-page-drop.ts';
import { useUndoKey } from './use-undo-key.ts';
import { Welcome } from './Welcome.tsx';

const Report = lazyDialog(async () => (await import('../report/Report.tsx')).Report);
const TransferDialogs = lazyDialog(
  async () => (await import('./TransferDialogs.tsx')).TransferDialogs,
);

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <ErrorBoundary>
        <Workbench />
      </ErrorBoundary>
    </MantineProvider>
  );
}

/** Three panels, left to right on a wide screen, one below the other on a narrow one. */
function Workbench() {
  const status = useProject((state) => state.status);
  usePageDrop();
  useUndoKey();
  return (
    <>
      <Header />
      <Container component="main" size={1440} pt="md" pb={140} px="md">
        {status === 'failed' && <NoStorage />}
        <BackboneStatus />
        {status === 'ready' && (
          <>
            <Welcome />
            <div className={styles.panels}>
              <ClassesPanel />
              <div className={styles.sticky}>
                <TrainPanel />
              </div>
              <div className={styles.sticky}>
                <PreviewPanel />
              </div>
            </div>
          </>
        )}
      </Container>
      <Notices />
      <Dialogs />
    </>
  );
}

/** What opens over the page from more than one place. */
function Dialogs() {
  const { job, question } = useTransfer();
  const { open } = useReport();
  return (
    <>
      <TransferDialogs
        opened={job !== null || question !== null}
        onClose={() => {
          question?.answer('cancel');
          job?.cancel();
        }}
      />
      <Report opened={open} onClose={() => reportStore.setState({ open: false })} />
    </>
  );
}
