import { count } from '../../words/format-number.ts';
import { AlikeGroup } from './AlikeGroup.tsx';
import styles from './Hints.module.css';
import type { HintViewProps } from './hint-view.ts';
import { ShowMore, usePages } from './ShowMore.tsx';

/** Of each group, one to keep. */
export function NearDuplicates({ hint, name, onAct }: HintViewProps<'near-duplicates'>) {
  const { shown, more } = usePages(hint.groups, 6);
  return (
    <div>
      <ul className={styles.list} data-columns="wide">
        {shown.map((group) => {
          const [first, ...others] = group;
          if (first === undefined) return null;
          const label = `${count(group.length, 'image')} of ${name(first.classId)}, nearly the same`;
          return (
            <AlikeGroup
              key={first.id}
              label={label}
              samples={group}
              caption={(_sample, place) => (place === 0 ? 'To keep' : 'To delete')}
              actions={[
                {
                  label:
                    others.length === 1
                      ? 'Keep one, delete the other'
                      : `Keep one, delete the other ${others.length}`,
                  action: { kind: 'delete', samples: others },
                },
              ]}
              onAct={onAct}
            />
          );
        })}
      </ul>
      <ShowMore {...more} />
    </div>
  );
}
