import { Text } from '@mantine/core';
import { engineWords } from '../words/engine-words.ts';
import { type TrainingState, useTraining } from './training-state.ts';

/** Says how the last training ended; a live region that is there from the start, or it is not read out. */
export function TrainingOutcome({ hasModel }: { hasModel: boolean }) {
  const { state } = useTraining();
  return (
    <>
      <Text size="sm" role="status" fw={500} mt={-8} style={{ minHeight: 0 }}>
        {state.kind === 'done' && hasModel && `Model trained in ${seconds(state.milliseconds)}.`}
        {state.kind === 'cancelled' &&
          `Training cancelled.${hasModel ? ' The previous model is as it was.' : ''}`}
      </Text>
      {state.kind === 'failed' && (
        <Text size="sm" role="alert" c="var(--mantine-color-error)">
          {failureWords(state.fault)}
        </Text>
      )}
    </>
  );
}

function failureWords(fault: (TrainingState & { kind: 'failed' })['fault']): string {
  switch (fault.kind) {
    case 'not-saved':
      return 'The model was trained but could not be saved, so the previous one stays.';
    case 'too-few-classes':
      return 'There are no longer two classes with images. Add some and train again.';
    default:
      return engineWords(fault);
  }
}

function seconds(milliseconds: number): string {
  return milliseconds < 950
    ? `${Math.max(0.1, milliseconds / 1000).toFixed(1)} s`
    : `${(milliseconds / 1000).toFixed(milliseconds < 9_500 ? 1 : 0)} s`;
}
