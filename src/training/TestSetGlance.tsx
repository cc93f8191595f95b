import { Text } from '@mantine/core';
import { testFigures } from '../evaluation/test-figures.ts';
import type { TrainedModel } from '../project/trained-model.ts';
import { count, percent } from '../words/format-number.ts';

/** How the model fares on the images that the user set aside; nothing where there are none. */
export function TestSetGlance({ model: { tested, head } }: { model: TrainedModel }) {
  const figures = tested && testFigures(tested, head.classes);
  if (figures === null) return null;
  const { total, correct, accuracy, interval } = figures;
  return (
    <Text size="sm">
      On your {count(total, 'test image')}:{' '}
      <Text span inherit fw={700}>
        {percent(accuracy)} right
      </Text>{' '}
      ({correct} of {total}; with others of this kind between {percent(interval.low)} and{' '}
      {percent(interval.high)}).
    </Text>
  );
}
