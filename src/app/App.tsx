import { Container, MantineProvider } from '@mantine/core';
import { Suspense } from 'react';
import { ClassesPanel } from '../capture/ClassesPanel.tsx';
import { PreviewPanel } from '../preview/PreviewPanel.tsx';
import { useProject } from '../project/store.ts';
import { lazyPart } from '../report/lazy-part.ts';
import { ReportMissing } from '../report/ReportMissing.tsx';
import { TrainPanel } from '../training/TrainPanel.tsx';
import styles from './App.module.css';
import { BackboneStatus } from './BackboneStatus.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Header } from './Header.tsx';
import { NoStorage } from './NoStorage.tsx';
import { Notices } from './Notices.tsx';
import { TransferDialogs } from './TransferDialogs.tsx';
import { cssVariables, theme } from './theme.ts';
import { usePageDrop } from './use-page-drop.ts';
import { useUndoKey } from './use-undo-key.ts';
import { Welcome } from './Welcome.tsx';

const Report = lazyPart(async () => (await import('../report/Report.tsx')).Report, ReportMissing);

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
      <TransferDialogs />
      <Suspense>
        <Report />
      </Suspense>
    </>
  );
}
