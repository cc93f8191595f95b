import { Button, Group, Stack, Text } from '@mantine/core';
import { IconFileText, IconTable } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { TrainedModel } from '../../project/trained-model.ts';
import type { AnalysisState } from '../analysis.ts';
import type { ReportFigures } from '../report-figures.ts';
import { type ReportFile, saveReport } from '../save-report.ts';

interface Props {
  model: TrainedModel;
  figures: ReportFigures;
  analysis: AnalysisState;
}

/** The ways to take the report along. */
export function SaveReport({ model, figures, analysis }: Props) {
  const [busy, setBusy] = useState<ReportFile | null>(null);
  const [said, setSaid] = useState('');
  const current = useRef<AbortController | null>(null);
  useEffect(() => () => current.current?.abort(), []);
  const complete = (figures.judged ?? figures.tested)?.reliability != null;
  // The learning curve belongs to it.
  const settled = analysis.kind !== 'waiting' && analysis.kind !== 'running';
  const able = complete && settled && busy === null;
  const save = async (file: ReportFile) => {
    const controller = new AbortController();
    current.current = controller;
    setBusy(file);
    setSaid('');
    const curve = analysis.kind === 'done' ? analysis.analysis.learningCurve : null;
    const said = await saveReport(file, model, figures, curve, controller.signal).then(
      (name) => (name === null ? '' : `Saved ${name}.`),
      (error: unknown) => `The file could not be made (${String(error)}).`,
    );
    if (controller.signal.aborted) return;
    setSaid(said);
    setBusy(null);
  };
  const button = (file: ReportFile) => ({
    size: 'compact-md',
    variant: 'default',
    loading: busy === file,
    onClick: () => {
      if (able) void save(file);
    },
    // Not `disabled`: the buttons stay reachable by keyboard.
    ...(able ? {} : { 'data-disabled': true }),
    'aria-disabled': !able,
    'aria-describedby': 'save-report-hint',
  });
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Button {...button('web-page')} leftSection={<IconFileText size={16} aria-hidden />}>
          Save as web page
        </Button>
        <Button {...button('tables')} leftSection={<IconTable size={16} aria-hidden />}>
          Save tables (CSV)
        </Button>
      </Group>
      <Text size="xs" c="dimmed" id="save-report-hint">
        {hint(complete, settled)}
      </Text>
      <Text size="sm" role="status">
        {said}
      </Text>
    </Stack>
  );
}

function hint(complete: boolean, settled: boolean): string {
  if (!complete) return 'Train again to save a report: this model came with its totals only.';
  if (!settled) return 'As soon as the learning curve is there.';
  return 'The web page shows small pictures of the mistakes: whoever has the file can see them.';
}
