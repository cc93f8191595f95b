import { Alert, Button, Group, Progress, Text } from '@mantine/core';
import { engineWords } from '../words/engine-words.ts';
import type { AnalysisState } from './analysis.ts';

interface Props {
  analysis: Exclude<AnalysisState, { kind: 'done' }>;
  /** What is being found out, e.g. "Drawing the learning curve". */
  label: string;
}

/** Stands where a result of the analysis will be. */
export function AnalysisStatus({ analysis, label }: Props) {
  switch (analysis.kind) {
    case 'waiting':
      return <Text size="sm">As soon as the network has looked at all images…</Text>;
    case 'running':
      return (
        <Group gap="sm" wrap="nowrap" maw={480}>
          <Progress.Root flex={1}>
            <Progress.Section
              value={Math.round(100 * analysis.fraction)}
              aria-label={label}
              withAria
            />
          </Progress.Root>
          <Button size="compact-sm" variant="default" onClick={analysis.cancel}>
            Cancel
          </Button>
        </Group>
      );
    case 'impossible':
      return (
        <Text size="sm">
          Train again to find out: this model and the project no longer fit each other.
        </Text>
      );
    case 'cancelled':
      return (
        <Group gap="sm">
          <Text size="sm">Cancelled.</Text>
          <Button size="compact-sm" variant="light" onClick={analysis.retry}>
            Find out
          </Button>
        </Group>
      );
    case 'failed':
      return (
        <Alert color="red" title="This could not be found out" role="alert">
          <Text size="sm">{engineWords(analysis.fault)}</Text>
          <Button size="compact-sm" variant="light" mt="xs" onClick={analysis.retry}>
            Try again
          </Button>
        </Alert>
      );
  }
}
