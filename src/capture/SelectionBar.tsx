import { Button, Group, Text } from '@mantine/core';
import { IconFlask, IconTrash } from '@tabler/icons-react';
import { setTestOnly } from '../project/chosen-samples.ts';
import type { Sample } from '../project/types.ts';
import { count } from '../words/format-number.ts';
import styles from './SampleGrid.module.css';

interface Props {
  chosen: Sample[];
  onDelete: () => void;
  /** They have been put to another use. */
  onMarked: () => void;
  onSelectAll: () => void;
  onClear: () => void;
}

/** What can be done with the selected images of a class. */
export function SelectionBar({ chosen, onDelete, onMarked, onSelectAll, onClear }: Props) {
  const allTests = chosen.every(({ testOnly }) => testOnly);
  const mark = async () => {
    await setTestOnly(new Set(chosen.map(({ id }) => id)), !allTests);
    onMarked();
  };
  return (
    <Group gap="xs" mb="xs">
      <Text size="sm" flex={1}>
        {chosen.length} selected
      </Text>
      <Button size="compact-sm" variant="subtle" onClick={onSelectAll}>
        Select all
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={onClear}>
        Clear
      </Button>
      <Group gap="xs" w="100%">
        <Button
          size="compact-sm"
          color="red"
          className={styles.action}
          variant="light"
          leftSection={<IconTrash size={14} aria-hidden />}
          onClick={onDelete}
        >
          Delete {count(chosen.length, 'image')}
        </Button>
        <Button
          size="compact-sm"
          variant="light"
          className={styles.action}
          leftSection={<IconFlask size={14} aria-hidden />}
          onClick={() => void mark()}
        >
          {allTests ? 'Use for training again' : 'Use for testing only'}
        </Button>
      </Group>
    </Group>
  );
}
