import { Alert, Button, Collapse, List, Stack, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconAlertTriangle,
  IconChevronDown,
  IconChevronRight,
  IconReportAnalytics,
} from '@tabler/icons-react';
import { memo, Suspense } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { lazyPart } from '../lazy-part.tsx';
import { useBackbone } from '../project/backbone-state.ts';
import { useProject } from '../project/store.ts';
import {
  modelLabels,
  outputOrder,
  staleness,
  type TrainedModel,
} from '../project/trained-model.ts';
import { percent } from '../words/format-number.ts';
import { stalenessWords } from '../words/staleness-words.ts';
import { unjudgedWords } from '../words/unjudged-words.ts';
import { useCatchingUp } from './follow-state.ts';
import { NewerRun } from './NewerRun.tsx';
import { REPORT_BUTTON, reportStore } from './report-state.ts';
import { TestSetGlance } from './TestSetGlance.tsx';
import { unjudgeable } from './training-rows.ts';

const ConfusionMatrix = lazyPart(
  async () => (await import('./ConfusionMatrix.tsx')).ConfusionMatrix,
);

/** How good the model is on images it has not trained on, and whether it still fits the project. */
export function ModelReport({ model }: { model: TrainedModel }) {
  const fingerprint = useBackbone((state) => state.inUse?.backbone.fingerprint ?? null);
  // Words, not the samples: the report need not be drawn again with every image that comes in.
  const reasons = useProject(
    useShallow(({ classes, samples }) =>
      staleness(model, classes, samples, fingerprint).map(stalenessWords),
    ),
  );
  const catchingUp = useCatchingUp();
  const { evaluation } = model;
  return (
    <Stack gap="sm">
      {reasons.length > 0 && !catchingUp && (
        <Alert
          color="yellow"
          icon={<IconAlertTriangle aria-hidden />}
          title="Model out of date"
          role="status"
        >
          <List size="sm" spacing={4}>
            {reasons.map((reason) => (
              <List.Item key={reason}>{reason}</List.Item>
            ))}
          </List>
          <Text size="sm" my={4}>
            Press “Train model” to bring it up to date.
          </Text>
          <NewerRun model={model} />
        </Alert>
      )}
      {evaluation.method === 'none' ? (
        <>
          <Unjudged model={model} />
          <TestSetGlance model={model} />
          <OpenReport />
        </>
      ) : (
        <>
          <div>
            <Text fz={28} fw={700} lh={1.1}>
              {percent(evaluation.accuracy)}
            </Text>
            <Text size="sm">
              right on images it had not seen ({evaluation.correct} of {evaluation.total}). With
              other images of this kind: between {percent(evaluation.interval.low)} and{' '}
              {percent(evaluation.interval.high)}, 19 times out of 20.
            </Text>
            {model.judgedOn !== null && (
              <Text size="sm" mt={4}>
                The model has followed your images since that was measured. “Train model” measures
                it again.
              </Text>
            )}
          </div>
          <TestSetGlance model={model} />
          <OpenReport />
          <MixedUp model={model} confusion={evaluation.confusion} />
        </>
      )}
    </Stack>
  );
}

function Unjudged({ model }: { model: TrainedModel }) {
  const words = useProject(({ classes, samples }) =>
    unjudgedWords(unjudgeable(model, classes, samples)),
  );
  return <Text size="sm">{words}</Text>;
}

/** With fifty classes it has 2,500 cells, so it is drawn only when it has changed. */
const MixedUp = memo(function MixedUp({
  model,
  confusion,
}: {
  model: TrainedModel;
  confusion: number[][];
}) {
  const classes = useProject((state) => state.classes);
  const [open, { toggle }] = useDisclosure(true);
  const labels = modelLabels(model, classes);
  const order = outputOrder(model, classes);
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <>
      <UnstyledButton onClick={toggle} aria-expanded={open}>
        <Text size="sm" fw={500} component="span">
          <Chevron size={14} aria-hidden /> Which classes get mixed up
        </Text>
      </UnstyledButton>
      <Collapse expanded={open}>
        <Suspense>
          <ConfusionMatrix
            labels={order.map((output) => labels[output] ?? '')}
            confusion={order.map((truth) => order.map((answer) => confusion[truth]?.[answer] ?? 0))}
          />
        </Suspense>
      </Collapse>
    </>
  );
});

function OpenReport() {
  return (
    <Button
      id={REPORT_BUTTON}
      variant="light"
      leftSection={<IconReportAnalytics size={18} aria-hidden />}
      onClick={() => reportStore.setState({ open: true, tab: 'overview' })}
    >
      Open report
    </Button>
  );
}
