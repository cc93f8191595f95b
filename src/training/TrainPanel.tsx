import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useBackbone } from '../project/backbone-state.ts';
import { useProject } from '../project/store.ts';
import { count } from '../words/format-number.ts';
import { AdvancedOptions } from './AdvancedOptions.tsx';
import { DownloadModel } from './DownloadModel.tsx';
import { EmbeddingStatus } from './EmbeddingStatus.tsx';
import { ModelReport } from './ModelReport.tsx';
import { type Readiness, readiness } from './readiness.ts';
import { TrainingOutcome } from './TrainingOutcome.tsx';
import { TrainingProgress } from './TrainingProgress.tsx';
import { trainModel } from './train.ts';
import { useTraining } from './training-state.ts';

// The plot library comes after the page. Asked for at once, so that it is there when the network is
// cut; where it could not be had there is no curve, and nothing else suffers.
const curve = import('./TrainingCurve.tsx').then(
  ({ TrainingCurve }) => ({ default: TrainingCurve }),
  () => ({ default: () => <></> }),
);
const TrainingCurve = lazy(() => curve);

/** The middle of the three panels: from samples to a model. */
export function TrainPanel() {
  const classes = useProject((state) => state.classes);
  const samples = useProject((state) => state.samples);
  const model = useProject((state) => state.model);
  const noBackbone = useBackbone(
    (state) => state.inUse === null && state.loading.kind === 'failed',
  );
  const { state, epochs } = useTraining();
  const ready = readiness(classes, samples);
  const running = state.kind === 'running';
  const blocked = ready.kind !== 'ready' || noBackbone;
  return (
    <Card component="section" aria-labelledby="train-title" withBorder padding="lg">
      <Stack gap="md">
        <Title order={2} size="h4" id="train-title">
          Train
        </Title>
        <Button
          size="md"
          leftSection={<IconPlayerPlayFilled size={18} aria-hidden />}
          onClick={() => {
            if (!blocked && !running) void trainModel();
          }}
          // Not `disabled`: the button stays reachable by keyboard, and says what is missing.
          {...(blocked || running ? { 'data-disabled': true } : {})}
          aria-disabled={blocked || running}
          aria-describedby="train-hint"
        >
          Train model
        </Button>
        <Text size="sm" c="dimmed" id="train-hint">
          {hint(ready)}
        </Text>
        {state.kind === 'running' ? <TrainingProgress state={state} /> : <EmbeddingStatus />}
        {epochs.length > 0 && (running || model !== null) && (
          <Suspense>
            <TrainingCurve epochs={epochs} />
          </Suspense>
        )}
        <TrainingOutcome hasModel={model !== null} />
        {model !== null && <ModelReport model={model} />}
        {model !== null && (
          <Group>
            <DownloadModel model={model} />
          </Group>
        )}
        <AdvancedOptions disabled={running} />
      </Stack>
    </Card>
  );
}

function hint(ready: Readiness): string {
  switch (ready.kind) {
    case 'no-images':
      return 'Add images to two classes first: upload them, or use the webcam.';
    case 'second-class-empty':
      return `“${ready.className}” has no images yet.`;
    case 'only-tests':
      return `“${ready.className}” has images for testing only. Add some to learn from, or give some back to training.`;
    case 'one-class':
      return 'Add a second class with images: a classifier needs two things to tell apart.';
    case 'ready':
      return ready.hint === null
        ? 'Learns from the images of all classes that have some and are not left out.'
        : `Ready. ${count(ready.hint.count, 'more image')} in “${ready.hint.className}” would help.`;
  }
}
