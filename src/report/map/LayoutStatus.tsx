import { Alert, Button, Group, Progress, Text } from '@mantine/core';
import { engineWords } from '../../words/engine-words.ts';
import type { LayoutState } from './use-map-layout.ts';

interface Props {
  state: LayoutState;
  cancel: () => void;
  retry: () => void;
}

/** How far the map is, or why there is none. */
export function LayoutStatus({ state, cancel, retry }: Props) {
  switch (state.kind) {
    case 'done':
      return null;
    case 'waiting':
      return <Text size="sm">Drawn as soon as the network has looked at all images…</Text>;
    case 'running':
      return (
        <Group gap="sm" wrap="nowrap" w="100%">
          <Progress.Root flex={1}>
            <Progress.Section
              value={Math.round(100 * state.fraction)}
              aria-label="Drawing the map"
              withAria
            />
          </Progress.Root>
          <Button size="compact-sm" variant="default" onClick={cancel}>
            Cancel
          </Button>
        </Group>
      );
    case 'cancelled':
      return (
        <Group gap="sm">
          <Text size="sm">Cancelled.</Text>
          <Button size="compact-sm" variant="light" onClick={retry}>
            Draw this map
          </Button>
        </Group>
      );
    case 'failed':
      return (
        <Alert color="red" title="The map could not be drawn" role="alert">
          <Text size="sm">{engineWords(state.fault)}</Text>
          <Button size="compact-sm" variant="light" mt="xs" onClick={retry}>
            Try again
          </Button>
        </Alert>
      );
  }
}
