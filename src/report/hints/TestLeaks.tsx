import { count } from '../../words/format-number.ts';
import { AlikeGroup } from './AlikeGroup.tsx';
import styles from './Hints.module.css';
import type { HintViewProps } from './hint-view.ts';
import { ShowMore, usePages } from './ShowMore.tsx';

/** What stands on both sides: all of it belongs on one of them. */
export function TestLeaks({ hint, onAct }: HintViewProps<'test-leaks'>) {
  const { shown, more } = usePages(hint.leaks, 6);
  return (
    <div>
      <ul className={styles.list} data-columns="wide">
        {shown.map(({ tested, trained }) => {
          const samples = [...tested, ...trained];
          return (
            <AlikeGroup
              key={tested.map(({ id }) => id).join()}
              label="To test with and to train on, nearly the same"
              samples={samples}
              caption={({ testOnly }) => (testOnly ? 'Test only' : 'To train on')}
              actions={[
                { label: 'Use all for testing', action: { kind: 'use', samples, testOnly: true } },
                {
                  label: 'Use all for training',
                  action: { kind: 'use', samples, testOnly: false },
                },
                {
                  label: `Delete ${count(tested.length, 'test image')}`,
                  action: { kind: 'delete', samples: tested },
                },
                {
                  label: `Delete ${count(trained.length, 'training image')}`,
                  action: { kind: 'delete', samples: trained },
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
