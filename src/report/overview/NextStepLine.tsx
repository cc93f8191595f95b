import { Button, Group, Paper, Text } from '@mantine/core';
import { IconBulb } from '@tabler/icons-react';
import type { ConfusionCell } from '../../training/ConfusionMatrix.tsx';
import { reportStore } from '../../training/report-state.ts';
import { count, percent } from '../../words/format-number.ts';
import type { AnalysisState } from '../analysis.ts';
import type { SetFigures } from '../report-figures.ts';
import { type NextStep, nextStep } from './next-step.ts';

interface Props {
  figures: SetFigures;
  labels: string[];
  analysis: AnalysisState;
  /** Shows the images behind a cell of the confusion matrix. */
  onShow: (cell: ConfusionCell) => void;
}

/** The one thing to do next. */
export function NextStepLine({ figures, labels, analysis, onShow }: Props) {
  const settled = analysis.kind !== 'waiting' && analysis.kind !== 'running';
  const curve = analysis.kind === 'done' ? analysis.analysis.learningCurve : null;
  const step = nextStep(figures, curve);
  const waiting = !settled && (step.kind === 'mix-up' || step.kind === 'look-at-mistakes');
  const cell = step.kind === 'mix-up' ? step : null;
  const button = { size: 'compact-sm', variant: 'light', mt: 6, maw: '100%' };
  return (
    <Paper withBorder p="sm" radius="md">
      <Group gap="sm" wrap="nowrap" align="start">
        <IconBulb size={20} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
        <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          <Text size="sm" role="status">
            <Text span fw={600}>
              What to do next:
            </Text>{' '}
            {waiting ? 'looking into it…' : words(step, labels)}
          </Text>
          {cell !== null && !waiting && figures.pictures.length > 0 && (
            <Button {...button} onClick={() => onShow(cell)}>
              Show “{labels[cell.given]}” taken for “{labels[cell.predicted]}”
            </Button>
          )}
          {step.kind === 'look-at-mistakes' && !waiting && (
            <Button {...button} onClick={() => reportStore.setState({ tab: 'mistakes' })}>
              Go to mistakes
            </Button>
          )}
        </div>
      </Group>
    </Paper>
  );
}

function words(step: NextStep, labels: string[]): string {
  const name = (place: number) => `“${labels[place] ?? ''}”`;
  switch (step.kind) {
    case 'few-images':
      return `add images to ${name(step.class)}. It has ${count(step.images, 'image')}; with fewer than ten, all these figures are rough guesses.`;
    case 'one-sided':
      return `add images to ${name(step.class)}. It has ${count(step.images, 'image')} where others have ${step.typical.toLocaleString('en')}, so the model knows it least.`;
    case 'no-mistakes':
      return 'it made no mistake on these images. Try it on images of another day or another place: that is where it may fail.';
    case 'more-images': {
      const promise =
        step.projected === null
          ? ''
          : ` With twice as many, about ${percent(step.projected)} is to be expected.`;
      const most =
        step.weakest === null
          ? ''
          : ` Most of all of ${name(step.weakest)}, recognised least often.`;
      return `add more images; the accuracy is still rising.${promise}${most}`;
    }
    case 'mix-up':
      return `look at ${name(step.given)} taken for ${name(step.predicted)}, ${step.count} of its ${step.mistakes} mistakes. Is an image in the wrong class? If not, add images that show the difference.`;
    case 'look-at-mistakes':
      return `look at its ${count(step.mistakes, 'mistake')}. An image in the wrong class, unlike the others, or hardly to be seen holds the model back.`;
  }
}
