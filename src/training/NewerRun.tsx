import { Button, Group, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { newerRun } from '../project/newer-run.ts';
import type { Run } from '../project/run-records.ts';
import { useProject } from '../project/store.ts';
import type { TrainedModel } from '../project/trained-model.ts';
import { reportStore, useReport } from './report-state.ts';

/** A model is often out of date for a moment only, and reading the runs takes one. */
const PATIENCE_MILLISECONDS = 1_000;

/** That training again is not the only way out of an old run: a newer one is there to go back to. */
export function NewerRun({ model }: { model: TrainedModel }) {
  const classes = useProject((state) => state.classes);
  const { open, tab } = useReport();
  const here = open && tab === 'runs';
  const [number, setNumber] = useState<Run['number'] | null>(null);
  useEffect(() => {
    let current = true;
    setNumber(null);
    const timer = setTimeout(async () => {
      const run = await newerRun(model, classes);
      if (current) setNumber(run?.number ?? null);
    }, PATIENCE_MILLISECONDS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [model, classes]);
  if (number === null) return null;
  return (
    <Group gap="xs">
      <Text size="sm">
        This is an older run. To go back to run {number},{' '}
        {here ? 'press “Use this model” beside it.' : 'the newest, look under Runs.'}
      </Text>
      {!here && (
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => reportStore.setState({ open: true, tab: 'runs' })}
        >
          Go to runs
        </Button>
      )}
    </Group>
  );
}
