import { Stack, Text, Title } from '@mantine/core';
import type { LearningCurve } from '../../evaluation/learning-curve.ts';
import { learningCurvePlot } from '../../exporters/report/plots/learning-curve-plot.ts';
import { percent } from '../../words/format-number.ts';
import { AnalysisStatus } from '../AnalysisStatus.tsx';
import type { AnalysisState } from '../analysis.ts';
import { Plot } from './Plot.tsx';

interface Props {
  analysis: AnalysisState;
  /** Whether the model has one: the curve is the direct head's all the same. */
  hiddenLayer: boolean;
}

/** Accuracy against the number of images. */
export function LearningSection({ analysis, hiddenLayer }: Props) {
  return (
    <Stack gap="xs" component="section" aria-labelledby="report-learning">
      <Title order={3} size="h5" id="report-learning">
        Would more images help?
      </Title>
      {analysis.kind === 'done' ? (
        <Answer curve={analysis.analysis.learningCurve} hiddenLayer={hiddenLayer} />
      ) : (
        <AnalysisStatus analysis={analysis} label="Drawing the learning curve" />
      )}
    </Stack>
  );
}

function Answer({ curve, hiddenLayer }: { curve: LearningCurve | null; hiddenLayer: boolean }) {
  if (curve === null) {
    return <Text size="sm">Too few images to tell: there are not enough to leave some out.</Text>;
  }
  const description = curve.points
    .map(({ samples, accuracy }) => `${whole(samples)} images: ${percent(accuracy)} right.`)
    .join(' ');
  const words = {
    title: 'Learning curve',
    description,
    across: 'Images learned from',
    up: 'How often it was right',
  };
  // What the answer does not rest on is not drawn.
  const drawn = { ...curve, projected: curve.moreWouldHelp === 'yes' ? curve.projected : null };
  return (
    <>
      <Text size="sm">{answerWords(curve)}</Text>
      <Plot
        draw={(colours) => learningCurvePlot('learning', drawn, words, colours)}
        description={`Learning curve. ${description}`}
      />
      <Text size="xs" c="dimmed">
        Each point is a model that learned from a part of the images and was judged on others. The
        shaded band is where the accuracy lies 19 times out of 20.
        {drawn.projected !== null && ' The dashed line is a guess by the shape of the curve.'}
        {hiddenLayer && ' It is the curve of training without the hidden layer.'}
      </Text>
    </>
  );
}

function answerWords({ moreWouldHelp, projected, points }: LearningCurve): string {
  const last = points[points.length - 1];
  switch (moreWouldHelp) {
    case 'yes':
      return projected === null || last === undefined
        ? 'Yes: the accuracy still rises with the number of images.'
        : `Yes: the accuracy still rises. From ${whole(2 * last.samples)} images, twice as many, about ${percent(projected)} is to be expected.`;
    case 'little':
      return 'Little: the accuracy no longer rises much. Different images, of other places, light or angles, may help more than many.';
    case 'unclear':
      return 'There are too few images to tell: the differences may be chance.';
  }
}

function whole(samples: number): string {
  return Math.round(samples).toLocaleString('en');
}
