import { Alert, Collapse, List, Stack, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
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
import { ConfusionMatrix } from './ConfusionMatrix.tsx';
import { unjudgeable } from './training-rows.ts';

function unjudgedWords(names: string[]): string {
  const which = names.length === 0 ? 'a class' : names.map((name) => `“${name}”`).join(', ');
  return `No accuracy yet: all images of ${which} come from one recording, whose frames are too alike to test each other. Record or upload a second time, and train again.`;
}

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
        <Text size="sm">{unjudgedWords(unjudgeable(model, classes, samples))}</Text>
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
