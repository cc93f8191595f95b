import { AlikeGroup } from './AlikeGroup.tsx';
import styles from './Hints.module.css';
import type { HintViewProps } from './hint-view.ts';
import { ShowMore, usePages } from './ShowMore.tsx';

/** The same picture in several classes: which one is right only the user knows. */
export function InTwoClasses({ hint, name, onAct }: HintViewProps<'in-two-classes'>) {
  const { shown, more } = usePages(hint.groups, 6);
  return (
    <div>
      <ul className={styles.list} data-columns="wide">
        {shown.map((group) => {
          const classIds = [...new Set(group.map(({ classId }) => classId))];
          return (
            <AlikeGroup
              key={group.map(({ id }) => id).join()}
              label={`In ${classIds.map(name).join(' and ')}`}
              samples={group}
              caption={({ classId }) => `In ${name(classId)}`}
              actions={classIds.map((kept) => ({
                label: `Keep it in ${name(kept)}`,
                action: {
                  kind: 'delete',
                  samples: group.filter(({ classId }) => classId !== kept),
                },
              }))}
              onAct={onAct}
            />
          );
        })}
      </ul>
      <ShowMore {...more} />
    </div>
  );
}
