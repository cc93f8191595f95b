import { Alert, Button, Collapse, List, Stack, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconAlertTriangle,
  IconChevronDown,
  IconChevronRight,
  IconReportAnalytics,
} from '@tabler/icons-react';
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
import { ConfusionMatrix } from './ConfusionMatrix.tsx';
import { REPORT_BUTTON, reportStore } from './report-state.ts';
import { TestSetGlance } from './TestSetGlance.tsx';
import { unjudgeable } from './training-rows.ts';

/** How good the model is on images it has not trained on, and whether it still fits the project. */
export function ModelReport({ model }: { model: TrainedModel }) {
  const classes = useProject((state) => state.classes);
  const samples = useProject((state) => state.samples);
  const fingerprint = useBackbone((state) => state.inUse?.backbone.fingerprint ?? null);
  const [matrixOpen, matrix] = useDisclosure(true);
  const reasons = staleness(model, classes, samples, fingerprint);
  const { evaluation } = model;
  const labels = modelLabels(model, classes);
  const order = outputOrder(model, classes);
  const Chevron = matrixOpen ? IconChevronDown : IconChevronRight;
  return (
    <Stack gap="sm">
      {reasons.length > 0 && (
        <Alert
          color="yellow"
          icon={<IconAlertTriangle aria-hidden />}
          title="Model out of date"
          role="status"
        >
          <List size="sm" spacing={4}>
            {reasons.map((reason) => (
              <List.Item key={stalenessWords(reason)}>{stalenessWords(reason)}</List.Item>
            ))}
          </List>
          <Text size="sm" mt={4}>
            Press “Train model” to bring it up to date.
          </Text>
        </Alert>
      )}
      {evaluation.method === 'none' ? (
        <>
          <Text size="sm">{unjudgedWords(unjudgeable(model, classes, samples))}</Text>
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
          </div>
          <TestSetGlance model={model} />
          <OpenReport />
          <UnstyledButton onClick={matrix.toggle} aria-expanded={matrixOpen}>
            <Text size="sm" fw={500} component="span">
              <Chevron size={14} aria-hidden /> Which classes get mixed up
            </Text>
          </UnstyledButton>
          <Collapse expanded={matrixOpen}>
            <ConfusionMatrix
              labels={order.map((output) => labels[output] ?? '')}
              confusion={order.map((truth) =>
                order.map((answer) => evaluation.confusion[truth]?.[answer] ?? 0),
              )}
            />
          </Collapse>
        </>
      )}
    </Stack>
  );
}

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
