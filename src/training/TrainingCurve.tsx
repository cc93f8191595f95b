import 'uplot/dist/uPlot.min.css';
import { Box, SegmentedControl, Stack, Text, useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import type { EpochFigures } from '../head/types.ts';
import { percent } from '../words/format-number.ts';

type Shown = 'loss' | 'accuracy';

/** Live curves of the iterative head: what it trains on, and what was held back from this run. */
export function TrainingCurve({ epochs }: { epochs: EpochFigures[] }) {
  const [shown, setShown] = useState<Shown>('loss');
  const { ref, width } = useElementSize();
  const holder = useRef<HTMLDivElement>(null);
  const [plot, setPlot] = useState<uPlot | null>(null);
  const scheme = useComputedColorScheme();

  useEffect(() => {
    if (holder.current === null || width === 0) return;
    const made = new uPlot(options(shown, width, scheme === 'dark'), [[], [], []], holder.current);
    setPlot(made);
    return () => made.destroy();
  }, [shown, width, scheme]);

  useEffect(() => plot?.setData(series(epochs, shown)), [plot, epochs, shown]);

  const last = epochs.at(-1);
  return (
    <Stack gap={6} ref={ref}>
      <SegmentedControl
        size="xs"
        aria-label="Curve"
        value={shown}
        onChange={(value) => setShown(value === 'accuracy' ? 'accuracy' : 'loss')}
        data={[
          { value: 'loss', label: 'Loss' },
          { value: 'accuracy', label: 'Accuracy' },
        ]}
      />
      <Box ref={holder} role="img" aria-label={`${shown} by epoch`} />
      {last !== undefined && (
        <Text size="xs" c="dimmed">
          Epoch {last.epoch}: loss {last.loss.toFixed(3)}, accuracy {percent(last.accuracy)}
          {last.heldOutAccuracy !== null && `; held back: ${percent(last.heldOutAccuracy)}`}
        </Text>
      )}
    </Stack>
  );
}

function series(epochs: EpochFigures[], shown: Shown): uPlot.AlignedData {
  return [
    epochs.map(({ epoch }) => epoch),
    epochs.map((figures) => (shown === 'loss' ? figures.loss : figures.accuracy)),
    epochs.map((figures) => (shown === 'loss' ? figures.heldOutLoss : figures.heldOutAccuracy)),
  ];
}

function options(shown: Shown, width: number, dark: boolean): uPlot.Options {
  const ink = dark ? '#c9c9c9' : '#495057';
  const grid = { stroke: dark ? '#3b3b3b' : '#e9ecef', width: 1 };
  const axis = { stroke: ink, grid, ticks: grid };
  return {
    width,
    height: 160,
    cursor: { show: false },
    legend: { live: false },
    scales: { x: { time: false }, y: { range: shown === 'loss' ? [0, null] : [0, 1] } },
    axes: [axis, { ...axis, size: 44 }],
    series: [
      { label: 'Epoch' },
      { label: 'Trained on', stroke: dark ? '#748ffc' : '#4263eb', width: 2 },
      { label: 'Held back', stroke: dark ? '#ffa94d' : '#d9480f', width: 2, dash: [6, 4] },
    ],
  };
}
