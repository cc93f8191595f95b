import { Stack, Text, Title } from '@mantine/core';
import { calibration } from '../../evaluation/calibration.ts';
import type { Reliability } from '../../evaluation/reliability.ts';
import { calibrationWords, diagramWords } from '../../exporters/report/calibration-words.ts';
import { reliabilityPlot } from '../../exporters/report/plots/reliability-plot.ts';
import { percent } from '../../words/format-number.ts';
import { Plot } from './Plot.tsx';

interface Props {
  reliability: Reliability | null;
  /** Of the test set, and not of images that were judged out of fold. */
  tested: boolean;
}

/** Whether it is right as often as it says it is sure. */
export function ReliabilitySection({ reliability, tested }: Props) {
  return (
    <Stack gap="xs" component="section" aria-labelledby="report-reliability">
      <Title order={3} size="h5" id="report-reliability">
        Can its percentages be believed?
      </Title>
      {reliability === null ? (
        <Text size="sm">Train again to find out: this model came with its totals only.</Text>
      ) : (
        <Diagram reliability={reliability} tested={tested} />
      )}
    </Stack>
  );
}

function Diagram({ reliability, tested }: { reliability: Reliability; tested: boolean }) {
  const found = calibration(reliability);
  const description = reliability.bins
    .map(
      ({ confidence, accuracy, count }) =>
        `${percent(confidence)} sure: ${percent(accuracy)} right (${count}).`,
    )
    .join(' ');
  const words = {
    title: 'Reliability diagram',
    description,
    across: 'How sure it was',
    up: 'How often it was right',
  };
  return (
    <>
      <Text size="sm">{calibrationWords(found)}</Text>
      <Plot
        draw={(colours) => reliabilityPlot('reliability', reliability.bins, words, colours)}
        description={`Reliability diagram. ${description}`}
      />
      <Text size="xs" c="dimmed">
        {diagramWords(found, tested)}
      </Text>
    </>
  );
}
