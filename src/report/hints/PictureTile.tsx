import { Button, type ButtonProps, Group, Text } from '@mantine/core';
import { useId } from 'react';
import type { Sample } from '../../project/types.ts';
import { SamplePicture } from '../mistakes/SamplePicture.tsx';
import styles from './Hints.module.css';

export interface TileAction {
  label: string;
  look: Pick<ButtonProps, 'color' | 'variant' | 'leftSection'>;
  run: () => void;
}

interface Props {
  sample: Sample;
  /** What is doubted about it. */
  said: string;
  detail?: string;
  actions: TileAction[];
}

/** One picture that a hint names, with what can be done about it alone. */
export function PictureTile({ sample, said, detail, actions }: Props) {
  const saidId = useId();
  return (
    <li className={styles.tile} tabIndex={-1} aria-labelledby={saidId} data-tile>
      <SamplePicture sample={sample} />
      <div className={styles.words}>
        <Text size="sm" id={saidId}>
          {said}
        </Text>
        {detail !== undefined && <Text size="xs">{detail}</Text>}
        <Text size="xs" c="dimmed" truncate title={sample.name}>
          {sample.name}
        </Text>
        <Group gap={6} mt={6}>
          {actions.map(({ label, look, run }) => (
            <Button
              key={label}
              size="compact-sm"
              maw="100%"
              title={label}
              aria-describedby={saidId}
              onClick={run}
              {...look}
            >
              {label}
            </Button>
          ))}
        </Group>
      </div>
    </li>
  );
}
