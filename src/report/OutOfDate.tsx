import { Alert, Button, Group, List, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useBackbone } from '../project/backbone-state.ts';
import { useProject } from '../project/store.ts';
import { staleness, type TrainedModel } from '../project/trained-model.ts';
import { NewerRun } from '../training/NewerRun.tsx';
import { readiness } from '../training/readiness.ts';
import { TrainingProgress } from '../training/TrainingProgress.tsx';
import { trainModel } from '../training/train.ts';
import { useTraining } from '../training/training-state.ts';
import { stalenessWords } from '../words/staleness-words.ts';

/** That the report is of an older state of the project, with the way to a new one. */
export function OutOfDate({ model }: { model: TrainedModel }) {
  const classes = useProject((state) => state.classes);
  const samples = useProject((state) => state.samples);
  const fingerprint = useBackbone((state) => state.inUse?.backbone.fingerprint ?? null);
  const { state } = useTraining();
  const reasons = staleness(model, classes, samples, fingerprint).map(stalenessWords);
  if (model.judgedOn !== null) {
    reasons.push('The model has followed your images since its figures were measured.');
  }
  if (reasons.length === 0) return null;
  const able = readiness(classes, samples).kind === 'ready';
  return (
    <Alert
      mt="md"
      color="yellow"
      icon={<IconAlertTriangle aria-hidden />}
      title={
        model.judgedOn === null
          ? 'This report is of a model that is out of date'
          : 'These figures are older than the model'
      }
      role="status"
    >
      <Stack gap="sm">
        <List size="sm">
          {reasons.map((reason) => (
            <List.Item key={reason}>{reason}</List.Item>
          ))}
        </List>
        <NewerRun model={model} />
        {state.kind === 'running' ? (
          <TrainingProgress state={state} />
        ) : (
          able && (
            <Group>
              <Button size="compact-sm" onClick={() => void trainModel()}>
                Train again
              </Button>
            </Group>
          )
        )}
      </Stack>
    </Alert>
  );
}
