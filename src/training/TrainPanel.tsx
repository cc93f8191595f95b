import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { Suspense } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { lazyPart } from '../lazy-part.tsx';
import { useBackbone } from '../project/backbone-state.ts';
import { useProject } from '../project/store.ts';
import { count } from '../words/format-number.ts';
import { AdvancedOptions } from './AdvancedOptions.tsx';
import { DownloadModel } from './DownloadModel.tsx';
import { EmbeddingStatus } from './EmbeddingStatus.tsx';
import { FollowSwitch } from './FollowSwitch.tsx';
import { ModelReport } from './ModelReport.tsx';
import { type Readiness, readiness } from './readiness.ts';
import { TrainingOutcome } from './TrainingOutcome.tsx';
import { TrainingProgress } from './TrainingProgress.tsx';
import { trainModel } from './train.ts';
import { useTraining } from './training-state.ts';

// Where the plot library could not be had there is no curve, and nothing else suffers.
const TrainingCurve = lazyPart(
  async () => (await import('./TrainingCurve.tsx')).TrainingCurve,
  () => null,
);

/** The middle of the three panels: from samples to a model. */
export function TrainPanel() {
  // Not the samples: the panel need not be drawn again with every image that comes in.
  const ready = useProject(
    useShallow(({ classes, samples }) => {
      const found = readiness(classes, samples);
      return { kind: found.kind, hint: hint(found) };
    }),
  );
  const model = useProject((state) => state.model);
  const noBackbone = useBackbone(
    (state) => state.inUse === null && state.loading.kind === 'failed',
  );
  const { state, epochs } = useTraining();
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
          {ready.hint}
        </Text>
        {state.kind === 'running' ? <TrainingProgress state={state} /> : <EmbeddingStatus />}
        {epochs.length > 0 && (running || model !== null) && (
          <Suspense>
            <TrainingCurve epochs={epochs} />
          </Suspense>
        )}
        <TrainingOutcome hasModel={model !== null} />
        <FollowSwitch ready={ready.kind === 'ready'} />
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
