import { Switch, Text } from '@mantine/core';
import { changeSettings } from '../project/change-settings.ts';
import { useProject } from '../project/store.ts';
import { useFollow } from './follow-state.ts';

/** Whether the model follows the images by itself; only the direct head is quick enough. */
export function FollowSwitch({ ready }: { ready: boolean }) {
  const { headKind, trainAutomatically } = useProject((state) => state.settings);
  const state = useFollow();
  if (headKind !== 'linear') return null;
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
      {trainAutomatically && ready && state === 'failed' && (
        <Text size="sm" mt={4} role="status">
          The model could not follow the last change. Press “Train model” to see why.
        </Text>
      )}
    </div>
  );
}
