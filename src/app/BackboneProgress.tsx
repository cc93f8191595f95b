import { Alert, Button, Group, Loader, Paper, Progress, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { BackboneId } from '../backbone/types.ts';
import { cancelChoice } from '../project/backbone-choice.ts';
import { type Fetching, useBackbone } from '../project/backbone-state.ts';
import { megabytes } from '../words/format-number.ts';
import styles from './App.module.css';
import { networkName } from './network-name.ts';
import { useStillMoment } from './use-still-moment.ts';

/**
 * How far the base network is. It comes and goes by itself, so it lies over the page: in the page it
 * would push what somebody is about to press.
 */
export function BackboneProgress() {
  const { fetching, loading, inUse } = useBackbone((state) => state);
  const onStarter = inUse?.backbone.id === 'starter';
  if (loading.kind === 'loading') {
    return <Preparing id={loading.id} cancellable={inUse !== null} />;
  }
  if (fetching.kind === 'downloading' && loading.kind === 'none') {
    return <Downloading key={fetching.id} fetching={fetching} onStarter={onStarter} />;
  }
  return null;
}

function Downloading(props: { fetching: Fetching & { kind: 'downloading' }; onStarter: boolean }) {
  const { id, progress } = props.fetching;
  const [hidden, setHidden] = useState(false);
  // What is over by then need not be shown.
  const still = useStillMoment();
  if (!still || hidden) return null;
  const amount =
    progress === null
      ? 'looking for it…'
      : `${megabytes(progress.receivedBytes)} of ${megabytes(progress.totalBytes)}`;
  return (
    <Alert
      role="status"
      className={styles.notice}
      icon={<IconDownload aria-hidden />}
      title={`Getting ${networkName(id)}`}
      withCloseButton
      closeButtonLabel="Hide"
      onClose={() => setHidden(true)}
    >
      <Group gap="sm" wrap="nowrap">
        <Progress.Root flex={1}>
          <Progress.Section
            value={100 * (progress?.fraction ?? 0)}
            aria-label="Download of the base network"
          />
        </Progress.Root>
        {/* Hidden from screen readers, which would read every change; they have the progress bar. */}
        <Text size="sm" aria-hidden>
          {amount}
        </Text>
        <Button size="compact-sm" variant="default" onClick={() => void cancelChoice()}>
          Cancel
        </Button>
      </Group>
      <Text size="sm" mt={6}>
        {props.onStarter
          ? 'Meanwhile the app works on its built-in starter network.'
          : 'Only this once; afterwards it is kept on this device. You can add images meanwhile.'}
      </Text>
    </Alert>
  );
}

function Preparing({ id, cancellable }: { id: BackboneId; cancellable: boolean }) {
  return useStillMoment() ? (
    <Paper withBorder px="md" py="xs" className={styles.notice}>
      <Group gap="sm" wrap="nowrap">
        <Loader size="xs" aria-hidden />
        <Text size="sm" role="status" flex={1}>
          Preparing {networkName(id)}: measuring what this device does best…
        </Text>
        {cancellable && (
          <Button size="compact-sm" variant="default" onClick={() => void cancelChoice()}>
            Cancel
          </Button>
        )}
      </Group>
    </Paper>
  ) : null;
}
