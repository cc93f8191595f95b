import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowRight, IconCheck, IconFlame, IconTrash } from '@tabler/icons-react';
import { useId } from 'react';
import { isFine } from '../../project/fine-samples.ts';
import type { TrainedModel } from '../../project/trained-model.ts';
import { percent } from '../../words/format-number.ts';
import styles from './Mistakes.module.css';
import { MistakeWhy } from './MistakeWhy.tsx';
import type { MistakeAction } from './mistake-actions.ts';
import type { Mistake } from './mistakes.ts';
import { SamplePicture } from './SamplePicture.tsx';

interface Props {
  model: TrainedModel;
  /** Of the model's outputs. */
  labels: readonly string[];
  mistake: Mistake;
  /** Place in the list, and its length. */
  index: number;
  total: number;
  /** False where the class that it was taken for is gone. */
  movable: boolean;
  whyShown: boolean;
  onShowWhy: (shown: boolean) => void;
  onAct: (action: MistakeAction) => void;
}

/** One mistake, and the ways out of it. */
export function MistakeCard({
  model,
  labels,
  mistake,
  index,
  total,
  movable,
  whyShown,
  onShowWhy,
  onAct,
}: Props) {
  const { sample, given, predicted, confidence } = mistake;
  const said = useId();
  const answer = labels[predicted] ?? '';
  const button = { size: 'compact-sm', maw: '100%', 'aria-describedby': said } as const;
  return (
    <div
      role="listitem"
      aria-posinset={index + 1}
      aria-setsize={total}
      aria-labelledby={said}
      tabIndex={-1}
      data-card={index}
      className={styles.card}
    >
      <Stack gap="sm">
        <div className={styles.top}>
          <SamplePicture sample={sample} />
          <div className={styles.words}>
            <Text size="sm" id={said}>
              You say <strong>“{labels[given]}”</strong>; it says <strong>“{answer}”</strong> (
              {percent(confidence)} sure)
            </Text>
            <Text size="xs" c="dimmed" mt={4} truncate title={sample.name}>
              {sample.name}
            </Text>
            {sample.testOnly && (
              <Badge variant="default" size="sm" mt={4} tt="none">
                Test only
              </Badge>
            )}
          </div>
        </div>
        <Group gap="xs">
          {movable && (
            <Button
              {...button}
              variant="light"
              leftSection={<IconArrowRight size={14} aria-hidden />}
              title={`Move to “${answer}”`}
              onClick={() => onAct('move')}
            >
              Move to “{answer}”
            </Button>
          )}
          {isFine(sample) ? (
            <Button {...button} variant="default" onClick={() => onAct('not-fine')}>
              Not fine after all
            </Button>
          ) : (
            <Button
              {...button}
              variant="default"
              leftSection={<IconCheck size={14} aria-hidden />}
              onClick={() => onAct('fine')}
            >
              It is fine
            </Button>
          )}
          <Button
            {...button}
            color="red"
            variant="light"
            leftSection={<IconTrash size={14} aria-hidden />}
            onClick={() => onAct('delete')}
          >
            Delete
          </Button>
          <Button
            {...button}
            variant="subtle"
            leftSection={<IconFlame size={14} aria-hidden />}
            aria-expanded={whyShown}
            onClick={() => onShowWhy(!whyShown)}
          >
            {whyShown ? 'Hide why' : 'Show why'}
          </Button>
        </Group>
        {whyShown && <MistakeWhy model={model} labels={labels} mistake={mistake} />}
      </Stack>
    </div>
  );
}
