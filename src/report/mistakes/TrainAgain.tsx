import { Button, Text } from '@mantine/core';
import { useProject } from '../../project/store.ts';
import { readiness } from '../../training/readiness.ts';
import { TrainingProgress } from '../../training/TrainingProgress.tsx';
import { useTraining } from '../../training/training-state.ts';
import styles from './Mistakes.module.css';

interface Props {
  /** Whether there is reason to. */
  offered: boolean;
  onTrain: () => void;
}

/** The way to a new model: the button, then how far it is. */
export function TrainAgain({ offered, onTrain }: Props) {
  const classes = useProject((state) => state.classes);
  const samples = useProject((state) => state.samples);
  const { state } = useTraining();
  const able = readiness(classes, samples).kind === 'ready';
  return (
    <>
      {state.kind === 'running' && (
        <div className={styles.training}>
          <TrainingProgress state={state} />
        </div>
      )}
      {state.kind !== 'running' && offered && able && (
        <Button size="compact-sm" onClick={onTrain}>
          Train again
        </Button>
      )}
      {offered && !able && <Text size="sm">It takes two classes with images to train again.</Text>}
    </>
  );
}
