import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import type { TrainingPhase, TrainingState } from './training-state.ts';

const PHASES: Record<TrainingPhase, string> = {
  reading: 'Looking at the images…',
  'cross-validation': 'Testing on images held back…',
  fitting: 'Fitting the head…',
  epoch: 'Learning…',
};

export function TrainingProgress({ state }: { state: TrainingState & { kind: 'running' } }) {
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{PHASES[state.phase]}</Text>
        <Button size="compact-sm" variant="default" onClick={state.cancel}>
          Cancel
        </Button>
      </Group>
      <Progress.Root size="md">
        <Progress.Section value={Math.round(100 * state.fraction)} aria-label="Training" withAria />
      </Progress.Root>
    </Stack>
  );
}
