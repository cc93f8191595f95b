import { Text } from '@mantine/core';
import type { Sample } from '../../project/types.ts';
import { SamplePicture } from '../mistakes/SamplePicture.tsx';
import styles from './Hints.module.css';
import { ShowMore, usePages } from './ShowMore.tsx';

interface Props {
  label: string;
  samples: readonly Sample[];
  /** Stands below a picture, above its name. */
  caption?: (sample: Sample, place: number) => string | null;
  /** Shown at once. */
  most?: number;
}

/** Pictures side by side, small. */
export function PictureStrip({ label, samples, caption, most = 24 }: Props) {
  const { shown, more } = usePages(samples, most);
  return (
    <div>
      <ul className={styles.strip} aria-label={label}>
        {shown.map((sample, place) => (
          <li key={sample.id}>
            <SamplePicture sample={sample} />
            {caption !== undefined && (
              <Text size="xs" fw={600} mt={2} className={styles.words}>
                {caption(sample, place)}
              </Text>
            )}
            <Text size="xs" c="dimmed" truncate title={sample.name}>
              {sample.name}
            </Text>
          </li>
        ))}
      </ul>
      <ShowMore {...more} />
    </div>
  );
}
