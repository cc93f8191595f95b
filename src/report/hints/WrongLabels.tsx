import { IconArrowRight, IconCheck, IconTrash } from '@tabler/icons-react';
import { percent } from '../../words/format-number.ts';
import styles from './Hints.module.css';
import type { HintViewProps } from './hint-view.ts';
import { SUREST } from './hint-words.ts';
import { PictureTile, type TileAction } from './PictureTile.tsx';
import { ShowMore, usePages } from './ShowMore.tsx';

/** Each picture that may be in the wrong class, and where it may belong. */
export function WrongLabels({ hint, name, onAct }: HintViewProps<'wrong-labels'>) {
  const { shown, more } = usePages(hint.pictures, 24);
  return (
    <div>
      <ul className={styles.list} data-columns>
        {shown.map(({ sample, likely, chance }) => {
          const likelyWrong = chance >= 0.5;
          const move: TileAction[] =
            likely === null
              ? []
              : [
                  {
                    label: `Move to ${name(likely)}`,
                    look: {
                      variant: likelyWrong ? 'light' : 'default',
                      leftSection: <IconArrowRight size={14} aria-hidden />,
                    },
                    run: () => onAct({ kind: 'move', sample, to: likely }),
                  },
                ];
          return (
            <PictureTile
              key={sample.id}
              sample={sample}
              said={
                likely === null
                  ? `In ${name(sample.classId)}, looks unlike it`
                  : `In ${name(sample.classId)}, looks like ${name(likely)}`
              }
              detail={`${percent(Math.min(chance, SUREST))} likely to be wrong`}
              actions={[
                ...move,
                {
                  label: 'It is fine',
                  look: {
                    variant: likelyWrong ? 'default' : 'light',
                    leftSection: <IconCheck size={14} aria-hidden />,
                  },
                  run: () => onAct({ kind: 'right', sample }),
                },
                {
                  label: 'Delete',
                  look: {
                    color: 'red',
                    variant: 'subtle',
                    leftSection: <IconTrash size={14} aria-hidden />,
                  },
                  run: () => onAct({ kind: 'delete', samples: [sample] }),
                },
              ]}
            />
          );
        })}
      </ul>
      <ShowMore {...more} />
    </div>
  );
}
