import { Text } from '@mantine/core';
import { useDeferredValue } from 'react';
import { useProject } from '../project/store.ts';
import type { PictureClass, Sample } from '../project/types.ts';
import { count } from '../words/format-number.ts';
import styles from './ClassCard.module.css';
import { SampleGrid } from './SampleGrid.tsx';

const NONE: Sample[] = [];

interface Props {
  pictureClass: PictureClass;
  /** Shown where there are none. */
  invitation: string;
}

/** The thumbnails of a class. Apart from its card, which need not be drawn again with every image that comes in. */
export function ClassImages({ pictureClass: { id, name }, invitation }: Props) {
  const samples = useProject((state) => state.samples[id]) ?? NONE;
  const later = useDeferredValue(samples);
  const shown = onlyGrown(later, samples) ? later : samples;
  if (shown.length > 0) return <SampleGrid classId={id} className={name} samples={shown} />;
  if (invitation === '') return null;
  return (
    <Text size="sm" c="dimmed">
      {invitation}
    </Text>
  );
}

/**
 * What comes in moves every image in view, so it is drawn in short tasks, a batch or two late. What goes
 * or is changed is drawn at once: the keyboard moves on to an image that stays.
 */
function onlyGrown(before: Sample[], now: Sample[]): boolean {
  if (before === now) return true;
  const there = new Set(now);
  return before.every((sample) => there.has(sample));
}

/** How many images a class has. */
export function ClassCount({ pictureClass: { id } }: { pictureClass: PictureClass }) {
  const samples = useProject((state) => state.samples[id]) ?? NONE;
  const tests = samples.reduce((sum, { testOnly }) => sum + Number(testOnly), 0);
  return (
    <div className={styles.count}>
      <Text size="sm" c="dimmed">
        {count(samples.length, 'image')}
      </Text>
      {tests > 0 && (
        <Text size="xs" c="dimmed">
          ({tests.toLocaleString('en')} for testing)
        </Text>
      )}
    </div>
  );
}
