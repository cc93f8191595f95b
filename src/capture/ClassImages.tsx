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
  // What comes in moves every image in view: drawn in short tasks, one batch or two late. What goes,
  // goes at once: the keyboard moves on to an image that stays.
  const shown = samples.length > later.length ? later : samples;
  if (shown.length > 0) return <SampleGrid classId={id} className={name} samples={shown} />;
  if (invitation === '') return null;
  return (
    <Text size="sm" c="dimmed">
      {invitation}
    </Text>
  );
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
