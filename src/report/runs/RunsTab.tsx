import { Alert, Button, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useBackbone } from '../../project/backbone-state.ts';
import type { Run } from '../../project/run-records.ts';
import {
  deleteRun,
  MOST_PINNED,
  MOST_RUNS,
  openRuns,
  pinRun,
  restoreRun,
  runsOfProject,
  useRuns,
} from '../../project/runs.ts';
import { useProject } from '../../project/store.ts';
import { isOfOneTraining, isSameModel, type TrainedModel } from '../../project/trained-model.ts';
import type { ReportTabProps } from '../ReportTabs.tsx';
import { tickedRuns, toggled } from './choice.ts';
import { putInUse } from './put-in-use.ts';
import { RunComparison } from './RunComparison.tsx';
import { RunRow } from './RunRow.tsx';
import styles from './Runs.module.css';
import { runSummary } from './run-summary.ts';

/** What the user hears of their last click. */
type Said = { kind: 'in-use' | 'deleted'; run: Run } | { kind: 'not-saved' } | null;

/** All trainings that were kept: compare two, go back to one. */
export function RunsTab({ model }: ReportTabProps) {
  useEffect(openRuns, []);
  const state = useRuns();
  const classes = useProject((project) => project.classes);
  const stored = useBackbone((backbone) => backbone.stored);
  const fingerprint = useBackbone((backbone) => backbone.inUse?.backbone.fingerprint ?? null);
  const [chosen, setChosen] = useState<Run['id'][] | null>(null);
  const [said, setSaid] = useState<Said>(null);
  const runs = useMemo(
    () =>
      state.kind === 'ready'
        ? runsOfProject(state.runs, classes, model).map((run) => runSummary(run, classes, stored))
        : [],
    [state, classes, model, stored],
  );
  if (state.kind === 'failed') {
    return (
      <Alert color="red" title="The runs could not be read" role="alert">
        The browser did not give access to its storage. Reload the page and try again.
      </Alert>
    );
  }
  if (state.kind === 'loading') return <Loader size="sm" aria-label="Loading the runs" />;

  const ticked = tickedRuns(
    runs.map(({ run }) => run.id),
    chosen,
  );
  const compared = runs.filter(({ run }) => ticked.includes(run.id));
  const [newer, older] = compared;
  const pins = state.runs.filter(({ pinned }) => pinned).length;
  const inUse = (one: TrainedModel) => {
    if (isSameModel(one, model)) return 'as-it-was';
    return isOfOneTraining(one, model) ? 'followed' : null;
  };
  const use = async (run: Run) => {
    setSaid((await putInUse(run)) ? { kind: 'in-use', run } : { kind: 'not-saved' });
  };
  const remove = async (run: Run) => {
    setSaid((await deleteRun(run)) ? { kind: 'deleted', run } : { kind: 'not-saved' });
  };
  return (
    <Stack gap="lg">
      <div>
        <Text size="sm">
          Every training that you start is kept as a run. Beyond {MOST_RUNS} the oldest goes, but
          never the one in use, nor those that you pin (up to {MOST_PINNED}).
        </Text>
        <Group gap="xs" mt={4} role="status" mih={30}>
          {said?.kind === 'in-use' && isSameModel(said.run.model, model) && (
            <Text size="sm" fw={500}>
              Run {said.run.number} is in use now.
            </Text>
          )}
          {said?.kind === 'not-saved' && (
            <Text size="sm" fw={500}>
              That could not be saved. Close the report to read why.
            </Text>
          )}
          {said?.kind === 'deleted' && (
            <>
              <Text size="sm" fw={500}>
                Deleted run {said.run.number}.
              </Text>
              <Button
                // The button that was pressed is gone.
                autoFocus
                size="compact-sm"
                variant="light"
                onClick={() => {
                  void restoreRun(said.run);
                  setSaid(null);
                }}
              >
                Undo
              </Button>
            </>
          )}
        </Group>
        <ul className={styles.list} aria-label="Runs">
          {runs.map((summary) => {
            const { run } = summary;
            const { id, pinned } = run;
            return (
              <RunRow
                key={id}
                summary={summary}
                inUse={inUse(run.model)}
                otherNetwork={fingerprint !== null && fingerprint !== run.model.fingerprint}
                ticked={ticked.includes(id)}
                mayPin={pinned || pins < MOST_PINNED}
                onTick={() => setChosen(toggled(ticked, id))}
                onUse={() => void use(run)}
                onPin={() => void pinRun(run, !pinned)}
                onDelete={() => void remove(run)}
              />
            );
          })}
        </ul>
      </div>
      {older !== undefined && newer !== undefined ? (
        <RunComparison a={older} b={newer} />
      ) : (
        <div>
          <Title order={3} size="h5">
            Compare
          </Title>
          <Text size="sm">
            {runs.length < 2
              ? 'Change something, images or options, and train again: then two runs can be compared here.'
              : 'Tick two runs to compare them.'}
          </Text>
        </div>
      )}
    </Stack>
  );
}
