import { Collapse, Text, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { NEVER_NONE } from '../head/known-pictures.ts';
import { lazyPart } from '../lazy-part.tsx';
import type { TrainedModel } from '../project/trained-model.ts';
import { usePreview } from './preview-state.ts';

const UnknownThreshold = lazyPart(
  async () => (await import('./UnknownThreshold.tsx')).UnknownThreshold,
);

/** Whether the project's model says "None of these"; how soon, when it is opened. Nothing for a model that cannot. */
export function NoneOfThese({ model }: { model: TrainedModel }) {
  const { head, known, ownSimilarities: own } = model;
  const moved = usePreview((state) => state.movedThreshold);
  const [shown, setShown] = useState<'never' | 'now' | 'before'>('never');
  if (known === null || own === null || own.length === 0) return null;
  const threshold = moved?.head === head ? moved.threshold : known.threshold;
  const open = shown === 'now';
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <UnstyledButton onClick={() => setShown(open ? 'before' : 'now')} aria-expanded={open}>
        <Text size="sm" fw={500} component="span">
          <Chevron size={14} aria-hidden /> None of these{threshold > NEVER_NONE ? '' : ' (off)'}
        </Text>
      </UnstyledButton>
      <Collapse expanded={open}>
        {shown !== 'never' && (
          <Suspense>
            <UnknownThreshold head={head} known={known} own={own} threshold={threshold} />
          </Suspense>
        )}
      </Collapse>
    </div>
  );
}
