import { Button, Group } from '@mantine/core';
import type { Sample } from '../../project/types.ts';
import styles from './Hints.module.css';
import { PictureStrip } from './PictureStrip.tsx';

export interface GroupAction {
  label: string;
  /** Takes pictures away. */
  deletes: readonly Sample[];
}

interface Props {
  label: string;
  samples: readonly Sample[];
  caption: (sample: Sample, place: number) => string | null;
  actions: GroupAction[];
  onDelete: (samples: readonly Sample[]) => void;
}

/** Pictures that show nearly the same, and which of them to part with. */
export function AlikeGroup({ label, samples, caption, actions, onDelete }: Props) {
  return (
    <li aria-label={label} tabIndex={-1} data-tile className={styles.words}>
      <PictureStrip label={label} samples={samples} caption={caption} most={12} />
      <Group gap="xs">
        {actions.map(({ label, deletes }) => (
          <Button
            key={label}
            size="compact-sm"
            variant="default"
            maw="100%"
            title={label}
            onClick={() => onDelete(deletes)}
          >
            {label}
          </Button>
        ))}
      </Group>
    </li>
  );
}
