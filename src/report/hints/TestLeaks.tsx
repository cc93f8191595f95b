import { count } from '../../words/format-number.ts';
import { AlikeGroup } from './AlikeGroup.tsx';
import styles from './Hints.module.css';
import type { HintViewProps } from './hint-view.ts';
import { ShowMore, usePages } from './ShowMore.tsx';

/** What stands on both sides: one of them has to go. */
export function TestLeaks({ hint, onAct }: HintViewProps<'test-leaks'>) {
  const { shown, more } = usePages(hint.leaks, 6);
  return (
    <div>
      <ul className={styles.list} data-columns="wide">
        {shown.map(({ tested, trained }) => (
          <AlikeGroup
            key={tested.map(({ id }) => id).join()}
            label="To test with and to train on, nearly the same"
            samples={[...tested, ...trained]}
            caption={({ testOnly }) => (testOnly ? 'Test only' : 'To train on')}
            actions={[
              { label: `Delete ${count(tested.length, 'test image')}`, deletes: tested },
              { label: `Delete ${count(trained.length, 'training image')}`, deletes: trained },
            ]}
            onDelete={(samples) => onAct({ kind: 'delete', samples })}
          />
        ))}
      </ul>
      <ShowMore {...more} />
    </div>
  );
}
