import { Group, Stack, Text } from '@mantine/core';
import { percent } from '../../words/format-number.ts';
import type { ReportFigures, SetFigures } from '../report-figures.ts';

/** How often it is right, how sure that is, and how it was found out. */
export function AccuracyGlance({ judged, tested }: Pick<ReportFigures, 'judged' | 'tested'>) {
  return (
    <Stack gap="sm">
      <Group gap="xl" align="start">
        {judged !== null && (
          <Figure figures={judged} what="right on images it had not seen" further="other images" />
        )}
        {tested !== null && (
          <Figure figures={tested} what="right on your test images" further="other test images" />
        )}
      </Group>
      <Text size="sm" c="dimmed" maw={720}>
        {judged !== null &&
          `How it was measured: the images were dealt into ${judged.folds} parts, and each part was judged by a model that had learned from the others only. Frames of one recording, and images that are nearly the same, stayed in one part. `}
        {tested !== null &&
          'Test images are never learned from: the finished model was tried on them.'}
      </Text>
    </Stack>
  );
}

interface FigureProps {
  figures: SetFigures;
  what: string;
  further: string;
}

function Figure({ figures, what, further }: FigureProps) {
  const { accuracy, correct, total, interval } = figures;
  return (
    <div style={{ flex: '1 1 220px', maxWidth: 480 }}>
      <Text fz={40} fw={700} lh={1.1}>
        {percent(accuracy)}
      </Text>
      <Text fw={500}>
        {what} ({correct.toLocaleString('en')} of {total.toLocaleString('en')})
      </Text>
      <Text size="sm">
        With {further} of this kind: between {percent(interval.low)} and {percent(interval.high)},
        19 times out of 20.
      </Text>
    </div>
  );
}
