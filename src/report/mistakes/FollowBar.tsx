import { Button, Group, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { useBackbone } from '../../project/backbone-state.ts';
import { useEmbedding } from '../../project/embedding-queue.ts';
import { useProject } from '../../project/store.ts';
import { staleness, type TrainedModel } from '../../project/trained-model.ts';
import { TrainingOutcome } from '../../training/TrainingOutcome.tsx';
import { trainModel } from '../../training/train.ts';
import { trainingStore, useTraining } from '../../training/training-state.ts';
import { count } from '../../words/format-number.ts';
import { stalenessWords } from '../../words/staleness-words.ts';
import { canTakeBack, type LastAction, lastWords, takeBack } from '../last-action.ts';
import { changedSamples } from './changed-samples.ts';
import styles from './Mistakes.module.css';
import { TrainAgain } from './TrainAgain.tsx';

interface Props {
  model: TrainedModel;
  /** Train again, also if the model is up to date: it says too little. */
  lacking: boolean;
  last: LastAction | null;
  onTrained: () => void;
}

/** What was done last, with the way back; and that the model is out of date by it, with the way to a new one. */
export function FollowBar({ model, lacking, last, onTrained }: Props) {
  const classes = useProject((state) => state.classes);
  const samples = useProject((state) => state.samples);
  const undoable = useProject((state) => last !== null && canTakeBack(last, state));
  const fingerprint = useBackbone((state) => state.inUse?.backbone.fingerprint ?? null);
  const { unreadable } = useEmbedding();
  const { state } = useTraining();
  const [begun, setBegun] = useState(false);
  const bar = useRef<HTMLDivElement>(null);
  // A button that is pressed and goes would take the keyboard's place with it.
  const keepFocus = () => bar.current?.focus({ preventScroll: true });

  const reasons = staleness(model, classes, samples, fingerprint);
  const changed = changedSamples(model, classes, samples, unreadable) ?? 0;
  const words = reasons.map((reason) =>
    reason.kind === 'pictures-changed' && changed > 0
      ? `${count(changed, 'image')} changed since the training.`
      : stalenessWords(reason),
  );
  const stale = words.length > 0;
  const running = state.kind === 'running';
  // A success is over with the next change; a failure is what stands in its way.
  const outcome = begun && !(stale && state.kind === 'done');
  const train = () => {
    setBegun(true);
    keepFocus();
    void trainModel().then(() => {
      if (trainingStore.getState().state.kind === 'done') onTrained();
      else keepFocus();
    });
  };
  return (
    <div
      ref={bar}
      role="group"
      aria-label="Changes"
      tabIndex={-1}
      className={styles.bar}
      data-filled={undoable || stale || running || outcome || undefined}
    >
      <div role="status">
        {undoable && last !== null && (
          <Group gap="xs">
            <Text size="sm">{lastWords(last)}.</Text>
            <Button
              size="compact-sm"
              variant="light"
              onClick={() => void takeBack(last).then(keepFocus)}
            >
              Undo
            </Button>
          </Group>
        )}
      </div>
      <div className={styles.follow}>
        {outcome && (
          <div className={styles.outcome}>
            <TrainingOutcome hasModel />
          </div>
        )}
        {stale && !running && <Text size="sm">{words.join(' ')}</Text>}
        <TrainAgain offered={stale || lacking} onTrain={train} />
      </div>
    </div>
  );
}
