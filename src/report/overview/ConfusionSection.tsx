import { Stack, Text, Title } from '@mantine/core';
import { type ConfusionCell, ConfusionMatrix } from '../../training/ConfusionMatrix.tsx';
import type { SetFigures } from '../report-figures.ts';

interface Props {
  figures: SetFigures;
  labels: string[];
  /** Whether there are pictures to show: a model may have come with its counts only. */
  open: boolean;
  cell: ConfusionCell | null;
  onChoose: (cell: ConfusionCell | null) => void;
}

/** Which classes are taken for which; every number leads to the pictures behind it. */
export function ConfusionSection({ figures, labels, open, cell, onChoose }: Props) {
  const same = ({ given, predicted }: ConfusionCell) =>
    cell?.given === given && cell.predicted === predicted;
  return (
    <Stack gap="xs" component="section" aria-labelledby="report-confusion">
      <Title order={3} size="h5" id="report-confusion">
        Which classes get mixed up
      </Title>
      <Text size="sm" c="dimmed">
        {open
          ? 'Press a number to see the images behind it.'
          : 'Train again to see the images behind the numbers.'}
      </Text>
      <ConfusionMatrix
        labels={labels}
        confusion={figures.confusion}
        chosen={cell}
        {...(open ? { onChoose: (next) => onChoose(same(next) ? null : next) } : {})}
      />
    </Stack>
  );
}
