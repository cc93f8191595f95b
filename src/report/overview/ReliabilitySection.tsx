import { Stack, Text, Title } from '@mantine/core';
import type { Reliability } from '../../evaluation/reliability.ts';
import { reliabilityPlot } from '../../exporters/report/plots/reliability-plot.ts';
import { count, percent } from '../../words/format-number.ts';
import { type Calibration, calibration, ENOUGH_TO_JUDGE } from './calibration.ts';
import { Plot } from './Plot.tsx';

interface Props {
  reliability: Reliability | null;
  /** Of images that set nothing in the model, not even how sure it says it is. */
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
      <Text size="sm">{verdictWords(found)}</Text>
      <Plot
        draw={(colours) => reliabilityPlot('reliability', reliability.bins, words, colours)}
        description={`Reliability diagram. ${description}`}
      />
      <Text size="xs" c="dimmed">
        Each circle is a group of images, about equally sure; the larger, the more images. On the
        dashed line it is right as often as it says; below it is too sure of itself, above too
        modest. On average the circles are {percent(found.error, 1)} off the line (expected
        calibration error); with this many images, chance alone makes that about{' '}
        {percent(found.byChance, 1)}.
        {!tested &&
          ' How sure it says it is was set by these same images; a test set of your own tells more.'}
      </Text>
    </>
  );
}

function verdictWords({ verdict, images, confidence, accuracy, doubt }: Calibration): string {
  const facts = `when it says ${percent(confidence)}, as it does on average, it is right ${percent(accuracy)} of the time.`;
  switch (verdict) {
    case 'too-few':
      return `There are too few images to tell: of ${count(images, 'image')}, chance alone can move how often it is right by ${points(doubt)}. From ${ENOUGH_TO_JUDGE} on there is an answer.`;
    case 'honest':
      return `Yes, as far as these images tell: ${facts}`;
    case 'uneven':
      return `On the whole: ${facts} But for some images it is too sure, and for others too modest.`;
    case 'too-sure':
      return `It is too sure of itself: ${facts}`;
    case 'too-modest':
      return `It is right more often than it says: ${facts}`;
  }
}

/** 0.366 → "37 points" */
function points(share: number): string {
  return count(Math.round(100 * share), 'point');
}
