import { Button, Group, Progress, Text } from '@mantine/core';
import type { Measuring } from './use-measuring.ts';

/** How far the look at all pictures is. */
export function MeasuringStatus({ measuring }: { measuring: Measuring }) {
  switch (measuring.kind) {
    case 'done':
      return null;
    case 'running':
      return (
        <div>
          <Text size="sm">Looking for dark and blurred images…</Text>
          <Group gap="sm" wrap="nowrap" maw={480}>
            <Progress.Root flex={1}>
              <Progress.Section
                value={Math.round(100 * measuring.fraction)}
                aria-label="Looking for dark and blurred images"
                withAria
              />
            </Progress.Root>
            <Button size="compact-sm" variant="default" onClick={measuring.cancel}>
              Cancel
            </Button>
          </Group>
        </div>
      );
    case 'cancelled':
      return (
        <Group gap="sm">
          <Text size="sm">Not all images were looked at for darkness and blur.</Text>
          <Button size="compact-sm" variant="light" onClick={measuring.retry}>
            Go on
          </Button>
        </Group>
      );
  }
}
