import { Button, Group, Progress, Switch, Text } from '@mantine/core';
import { changeSettings } from '../project/change-settings.ts';
import { useProject } from '../project/store.ts';
import { type FollowState, useFollow, useLongTraining } from './follow-state.ts';

const LONG = 'Training automatically…';
const WORDS: Partial<Record<FollowState, string>> = {
  resting: 'With so many images it trains when you pause for a moment.',
  failed: 'The model could not follow the last change. Press “Train model” to see why.',
};

/** Whether the model follows the images by itself; only the direct head is quick enough. */
export function FollowSwitch({ ready }: { ready: boolean }) {
  const { headKind, trainAutomatically } = useProject((state) => state.settings);
  const state = useFollow();
  const long = useLongTraining();
  if (headKind !== 'linear') return null;
  const said = long !== null ? LONG : trainAutomatically && ready ? WORDS[state] : undefined;
  return (
    <div>
      <Switch
        label="Train automatically"
        description="Once every class has three images, the model follows each change by itself."
        checked={trainAutomatically}
        onChange={(event) =>
          void changeSettings({ trainAutomatically: event.currentTarget.checked })
        }
      />
      <Group justify="space-between" wrap="nowrap" mt={said === undefined ? 0 : 4}>
        {/* There from the start, or what comes into it is not read out. */}
        <Text size="sm" role="status">
          {said}
        </Text>
        {long !== null && (
          <Button size="compact-sm" variant="default" onClick={long.cancel}>
            Cancel
          </Button>
        )}
      </Group>
      {long !== null && (
        <Progress.Root size="md" mt={6}>
          <Progress.Section
            value={Math.round(100 * long.fraction)}
            aria-label="Automatic training"
            withAria
          />
        </Progress.Root>
      )}
    </div>
  );
}
