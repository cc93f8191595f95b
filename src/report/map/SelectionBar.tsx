import { Button, Group, Menu, Text } from '@mantine/core';
import { IconArrowRight, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { deleteChosen, moveSamples } from '../../project/chosen-samples.ts';
import { undo } from '../../project/classes.ts';
import { useProject } from '../../project/store.ts';
import type { SampleId } from '../../project/types.ts';
import { count } from '../../words/format-number.ts';
import { undoWords } from '../../words/undo-words.ts';
import styles from './PictureMap.module.css';

interface Props {
  selected: ReadonlySet<SampleId>;
  onClear: () => void;
}

/** What can be done with the images selected, and Undo: the notice that offers it stands below a dialog. */
export function SelectionBar({ selected, onClear }: Props) {
  const classes = useProject((state) => state.classes);
  const lastStep = useProject((state) => state.undoSteps.at(-1));
  const steps = useProject((state) => state.undoSteps.length);
  const [stepsBefore] = useState(steps);
  const undoable = selected.size === 0 && lastStep !== undefined && steps > stepsBefore;
  const bar = useRef<HTMLDivElement>(null);
  const act = (action: Promise<void>) =>
    void action.then(() => {
      onClear();
      // The button that was pressed goes; the keyboard stays at what takes its place.
      bar.current?.focus();
    });
  return (
    <Group
      ref={bar}
      gap="xs"
      mih={30}
      role="group"
      aria-label="Selected images"
      tabIndex={-1}
      className={styles.bar}
    >
      {selected.size === 0 && !undoable && (
        <Text size="sm" c="dimmed">
          Select images to move or delete them: click them, or drag a box around them (“Drag to
          select”, or hold Shift).
        </Text>
      )}
      {selected.size > 0 && (
        <>
          <Text size="sm">{count(selected.size, 'image')} selected</Text>
          <Menu position="bottom-start" withinPortal>
            <Menu.Target>
              <Button
                size="compact-sm"
                variant="light"
                leftSection={<IconArrowRight size={14} aria-hidden />}
              >
                Move to class…
              </Button>
            </Menu.Target>
            <Menu.Dropdown mah={300} className={styles.menu}>
              {classes.map(({ id, name }) => (
                <Menu.Item key={id} onClick={() => act(moveSamples(selected, id))}>
                  {name}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          <Button
            size="compact-sm"
            color="red"
            variant="light"
            leftSection={<IconTrash size={14} aria-hidden />}
            onClick={() => act(deleteChosen(selected))}
          >
            Delete
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={onClear}>
            Clear
          </Button>
        </>
      )}
      <div role="status">
        {undoable && (
          <Group gap="xs">
            <Text size="sm">{undoWords(lastStep.what)}.</Text>
            <Button size="compact-sm" variant="light" onClick={() => act(undo())}>
              Undo
            </Button>
          </Group>
        )}
      </div>
    </Group>
  );
}
