import type { ReactNode } from 'react';
import { HintCard } from './HintCard.tsx';
import type { Hint } from './hint.ts';
import type { HintAction } from './hint-actions.ts';
import { hintWords, type NameOf } from './hint-words.ts';
import { InTwoClasses } from './InTwoClasses.tsx';
import { NearDuplicates } from './NearDuplicates.tsx';
import { PictureStrip } from './PictureStrip.tsx';
import { PoorPictures } from './PoorPictures.tsx';
import { Remedies } from './Remedies.tsx';
import { TestLeaks } from './TestLeaks.tsx';
import { TwoKinds } from './TwoKinds.tsx';
import { WrongLabels } from './WrongLabels.tsx';

interface Props {
  hint: Hint;
  name: NameOf;
  onAct: (action: HintAction) => void;
}

/** A hint of whichever kind. */
export function HintView({ hint, name, onAct }: Props) {
  const words = hintWords(hint, name);
  return (
    <HintCard
      id={hintId(hint)}
      {...words}
      remedies={<Remedies hint={hint} name={name} onAct={onAct} />}
      onDismiss={() => onAct({ kind: 'dismiss', keys: hint.keys, said: 'Dismissed 1 hint' })}
    >
      <Pictures hint={hint} name={name} onAct={onAct} />
    </HintCard>
  );
}

/** Tells a hint from the others: there is one of each kind, or one for each class. */
export function hintId(hint: Hint): string {
  return 'classId' in hint ? `${hint.kind} ${hint.classId}` : hint.kind;
}

function Pictures({ hint, name, onAct }: Props): ReactNode {
  switch (hint.kind) {
    case 'wrong-labels':
      return <WrongLabels hint={hint} name={name} onAct={onAct} />;
    case 'in-two-classes':
      return <InTwoClasses hint={hint} name={name} onAct={onAct} />;
    case 'test-leaks':
      return <TestLeaks hint={hint} name={name} onAct={onAct} />;
    case 'poor-pictures':
      return <PoorPictures hint={hint} name={name} onAct={onAct} />;
    case 'near-duplicates':
      return <NearDuplicates hint={hint} name={name} onAct={onAct} />;
    case 'recorded-alike':
      return (
        <PictureStrip label={`Images of ${name(hint.classId)}`} samples={hint.pictures} most={12} />
      );
    case 'two-kinds':
      return <TwoKinds hint={hint} name={name} onAct={onAct} />;
    case 'imbalance':
    case 'few':
      return null;
  }
}
