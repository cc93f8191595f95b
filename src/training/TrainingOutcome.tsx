import { Text } from '@mantine/core';
import { engineWords } from '../words/engine-words.ts';
import { useTraining } from './training-state.ts';

/** Says how the last training ended; a live region that is there from the start, or it is not read out. */
export function TrainingOutcome({ hasModel }: { hasModel: boolean }) {
  const { state } = useTraining();
  return (
    <>
      <Text size="sm" role="status" fw={500} mt={-8} style={{ minHeight: 0 }}>
        {state.kind === 'done' && hasModel && `Model trained in ${seconds(state.milliseconds)}.`}
        {state.kind === 'cancelled' && 'Training cancelled. The previous model is as it was.'}
      </Text>
      {state.kind === 'failed' && (
        <Text size="sm" role="alert" c="var(--mantine-color-error)">
          {state.fault.kind === 'not-saved'
            ? 'The model was trained but could not be saved, so the previous one stays.'
            : engineWords(state.fault)}
        </Text>
      )}
    </>
  );
}

function seconds(milliseconds: number): string {
  return milliseconds < 950
    ? `${Math.max(0.1, milliseconds / 1000).toFixed(1)} s`
    : `${(milliseconds / 1000).toFixed(milliseconds < 9_500 ? 1 : 0)} s`;
}
