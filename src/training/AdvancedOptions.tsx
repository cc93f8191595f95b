import { Collapse, Text, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { lazyPart } from '../lazy-part.tsx';

const HeadOptions = lazyPart(async () => (await import('./HeadOptions.tsx')).HeadOptions);

/** What most will never need, which comes when it is first opened. */
export function AdvancedOptions({ disabled }: { disabled: boolean }) {
  const [shown, setShown] = useState<'never' | 'now' | 'before'>('never');
  const open = shown === 'now';
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <UnstyledButton onClick={() => setShown(open ? 'before' : 'now')} aria-expanded={open}>
        <Text size="sm" fw={500} component="span">
          <Chevron size={14} aria-hidden /> Advanced
        </Text>
      </UnstyledButton>
      <Collapse expanded={open}>
        {shown !== 'never' && (
          <Suspense>
            <HeadOptions disabled={disabled} />
          </Suspense>
        )}
      </Collapse>
    </div>
  );
}
