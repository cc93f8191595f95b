import { Button, Stack, Title, VisuallyHidden } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { startTransition, useEffect, useState } from 'react';
import { addClass } from '../project/classes.ts';
import { useProject } from '../project/store.ts';
import { ClassCard } from './ClassCard.tsx';
import styles from './ClassesPanel.module.css';

/** Classes that are drawn at once: enough to fill a screen. */
const AT_ONCE = 6;
/** And then with each step. */
const STEP = 10;

/** The first of the three panels: what there is to tell apart. */
export function ClassesPanel() {
  const classes = useProject((state) => state.classes);
  // Fifty cards take longer to draw than a keypress may wait: the rest follows, step by step.
  const [most, setMost] = useState(AT_ONCE);
  useEffect(() => {
    if (most < classes.length) startTransition(() => setMost(most + STEP));
  }, [most, classes.length]);
  const [fresh, setFresh] = useState<string | null>(null);
  const add = async () => {
    const added = await addClass();
    if (added !== null) setFresh(added.id);
  };
  return (
    <section aria-labelledby="classes-title">
      <VisuallyHidden>
        <Title order={2} id="classes-title">
          Classes
        </Title>
      </VisuallyHidden>
      <Stack gap="md">
        {classes.slice(0, most).map((each, index) => (
          <ClassCard
            key={each.id}
            pictureClass={each}
            first={index === 0}
            last={index === classes.length - 1}
            startNaming={each.id === fresh}
          />
        ))}
        <Button
          variant="subtle"
          className={styles.add}
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => void add()}
        >
          Add class
        </Button>
      </Stack>
    </section>
  );
}
