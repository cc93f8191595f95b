import { Button, Group, Progress, Text } from '@mantine/core';
import type { PictureClass } from '../project/types.ts';
import styles from './ClassCard.module.css';
import { useIntake } from './intake-state.ts';

/** How far the files are that are on their way into a class; nothing when there are none. */
export function ClassIntake({ pictureClass: { id, name } }: { pictureClass: PictureClass }) {
  const intake = useIntake(id);
  if (intake === undefined) return null;
  const { done, total, cancel } = intake;
  return (
    <Group gap="xs" wrap="nowrap">
      <Progress.Root flex={1}>
        <Progress.Section value={(100 * done) / total} aria-label={`Adding images to ${name}`} />
      </Progress.Root>
      <Text size="xs" className={styles.count}>
        {done} of {total}
      </Text>
      <Button size="compact-xs" variant="default" onClick={cancel}>
        Cancel
      </Button>
    </Group>
  );
}
