import { Button, Group } from '@mantine/core';
import type { Sample } from '../../project/types.ts';
import styles from './Hints.module.css';
import type { HintAction } from './hint-actions.ts';
import { PictureStrip } from './PictureStrip.tsx';

export interface GroupAction {
  label: string;
  action: HintAction;
}

interface Props {
  label: string;
  samples: readonly Sample[];
  caption: (sample: Sample, place: number) => string | null;
  actions: GroupAction[];
  onAct: (action: HintAction) => void;
}

/** Pictures that show nearly the same, and what to do about them. */
export function AlikeGroup({ label, samples, caption, actions, onAct }: Props) {
  return (
    <li aria-label={label} tabIndex={-1} data-tile className={styles.words}>
      <PictureStrip label={label} samples={samples} caption={caption} most={12} />
      <Group gap="xs" mt="xs">
        {actions.map(({ label, action }) => (
          <Button
            key={label}
            size="compact-sm"
            variant="default"
            maw="100%"
            title={label}
            onClick={() => onAct(action)}
          >
            {label}
          </Button>
        ))}
      </Group>
    </li>
  );
}
