import { Button } from '@mantine/core';
import { count } from '../../words/format-number.ts';
import styles from './Hints.module.css';
import type { HintViewProps } from './hint-view.ts';
import { PictureStrip } from './PictureStrip.tsx';

/** Both parts of a class, side by side; either can become a class of its own. */
export function TwoKinds({ hint, onAct }: HintViewProps<'two-kinds'>) {
  const { classId, parts } = hint;
  return (
    <div className={styles.parts}>
      {parts.map((part, place) => {
        const label = `${place === 0 ? 'One kind' : 'The other kind'}, ${count(part.length, 'image')}`;
        return (
          <div key={label}>
            <PictureStrip label={label} samples={part} most={12} />
            <Button
              size="compact-sm"
              variant="light"
              mt={8}
              onClick={() => onAct({ kind: 'new-class', samples: part, from: classId })}
            >
              Make a new class of these {part.length.toLocaleString('en')}
            </Button>
          </div>
        );
      })}
    </div>
  );
}
