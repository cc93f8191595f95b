import { Loader, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Explanation } from '../../engine/protocol.ts';
import { winner } from '../../head/predict.ts';
import { verdict } from '../../head/verdict.ts';
import { HeatmapOverlay } from '../../preview/HeatmapOverlay.tsx';
import { heatPlace } from '../../preview/heat-place.ts';
import { useBackbone } from '../../project/backbone-state.ts';
import type { TrainedModel } from '../../project/trained-model.ts';
import type { Result } from '../../result.ts';
import { heatPlaceWords } from '../../words/heat-place-words.ts';
import { verdictWords } from '../../words/verdict-words.ts';
import { whyFaultWords } from '../../words/why-words.ts';
import { explainSample, type WhyFault } from './explain-sample.ts';
import styles from './Mistakes.module.css';
import type { Mistake } from './mistakes.ts';
import { SamplePicture } from './SamplePicture.tsx';

interface Props {
  model: TrainedModel;
  labels: readonly string[];
  mistake: Mistake;
}

/** What in the picture speaks for the class it was taken for, and what for its own. */
export function MistakeWhy({ model, labels, mistake }: Props) {
  const { sample, predicted, given, trainedOn } = mistake;
  const inUse = useBackbone((state) => state.inUse);
  const [found, setFound] = useState<Result<Explanation[], WhyFault> | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    setFound(null);
    void explainSample(model, inUse, sample, [predicted, given], controller.signal).then(
      (answer) => {
        if (!controller.signal.aborted) setFound(answer);
      },
    );
    return () => controller.abort();
  }, [model, sample, predicted, given, inUse]);
  return (
    <div role="status">
      {found === null && <Loader size="sm" aria-label="Looking at the image" />}
      {found?.ok === false && <Text size="sm">{whyFaultWords(found.fault)}</Text>}
      {found?.ok && (
        <Stack gap="xs">
          <div className={styles.why}>
            {found.value.map((explanation) => (
              <figure key={explanation.output}>
                <SamplePicture sample={sample}>
                  <HeatmapOverlay places={explanation} />
                </SamplePicture>
                <Text size="xs" mt={4} component="figcaption">
                  {heatPlaceWords(labels[explanation.output] ?? '', heatPlace(explanation))}
                </Text>
              </figure>
            ))}
          </div>
          <Text size="xs" c="dimmed">
            {trainedOn
              ? 'By the finished model, which has learned from this image too'
              : 'By the finished model'}
            {answerWords(found.value, labels, model)}
          </Text>
        </Stack>
      )}
    </div>
  );
}

/** ": it says “cats” (83 % sure)." The same as the preview would. */
function answerWords(
  [found]: readonly Explanation[],
  labels: readonly string[],
  { known }: TrainedModel,
): string {
  if (found === undefined) return '.';
  const said = verdict(found.probabilities, found.similarity, known);
  const { answer, detail } = verdictWords(said, labels);
  const most = winner(found.probabilities, 0, found.probabilities.length);
  return said.kind === 'none-of-these'
    ? `: it says “${answer}”, though it looks most like “${labels[most]}”.`
    : `: it says “${answer}” (${detail}).`;
}
