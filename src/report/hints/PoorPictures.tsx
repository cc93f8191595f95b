import { IconTrash } from '@tabler/icons-react';
import styles from './Hints.module.css';
import { hintKey } from './hint.ts';
import type { HintViewProps } from './hint-view.ts';
import { faultWords } from './hint-words.ts';
import { PictureTile } from './PictureTile.tsx';
import { ShowMore, usePages } from './ShowMore.tsx';

/** Each picture that shows hardly anything, and what is the matter with it. */
export function PoorPictures({ hint, name, onAct }: HintViewProps<'poor-pictures'>) {
  const { shown, more } = usePages(hint.pictures, 24);
  return (
    <div>
      <ul className={styles.list} data-columns>
        {shown.map(({ sample, fault }) => (
          <PictureTile
            key={sample.id}
            sample={sample}
            said={`${faultWords(fault)}, in ${name(sample.classId)}`}
            actions={[
              {
                label: 'Delete',
                look: {
                  color: 'red',
                  variant: 'light',
                  leftSection: <IconTrash size={14} aria-hidden />,
                },
                run: () => onAct({ kind: 'delete', samples: [sample] }),
              },
              {
                label: 'Keep',
                look: { variant: 'default' },
                run: () =>
                  onAct({
                    kind: 'dismiss',
                    keys: [hintKey('poor-pictures', sample.id)],
                    said: 'Kept 1 image',
                  }),
              },
            ]}
          />
        ))}
      </ul>
      <ShowMore {...more} />
    </div>
  );
}
