import { Stack, Text, Title } from '@mantine/core';
import { useProject } from '../../project/store.ts';
import type { TrainedModel } from '../../project/trained-model.ts';
import { unjudgeable } from '../../training/training-rows.ts';
import { unjudgedWords } from '../../words/unjudged-words.ts';

/** In place of the list, for a model that does not say which images it took for what. */
export function NotJudged({ model }: { model: TrainedModel }) {
  const classes = useProject((state) => state.classes);
  const samples = useProject((state) => state.samples);
  const judged = model.evaluation.method !== 'none';
  return (
    <Stack gap="xs" maw={640}>
      <Title order={3} size="h5">
        {judged ? 'Train again to see the mistakes' : 'No mistakes to show yet'}
      </Title>
      <Text size="sm">
        {judged
          ? 'This model, or the file that it came from, is of an older version of this app: it says how many images it took for another class, but not which.'
          : unjudgedWords(unjudgeable(model, classes, samples))}
      </Text>
      <Text size="sm">
        Mistakes are found by holding some images back, training on the rest, and asking about those
        held back. Each one shows what the model took it for, and how sure it was: a wrong label, an
        image that shows something else, or a kind of image that it has seen too few of.
      </Text>
    </Stack>
  );
}
