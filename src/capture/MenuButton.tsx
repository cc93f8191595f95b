import { ActionIcon } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import { Suspense, startTransition, useRef, useState } from 'react';
import { lazyPart } from '../lazy-part.tsx';
import type { MenuEntry } from './menu-entry.ts';

const OpenMenu = lazyPart(async () => (await import('./OpenMenu.tsx')).OpenMenu);

interface Props {
  id?: string;
  label: string;
  color?: string;
  disabled?: boolean;
  entries: MenuEntry[];
}

/** Three dots, and the menu behind them, which comes when it is first opened. */
export function MenuButton({ label, entries, ...look }: Props) {
  const ref = useRef<HTMLButtonElement>(null);
  const [asked, setAsked] = useState(false);
  const button = (
    <ActionIcon
      ref={ref}
      {...look}
      variant="subtle"
      size="lg"
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded={false}
      // A transition: the button stays until the menu is there.
      onClick={() => startTransition(() => setAsked(true))}
    >
      <IconDotsVertical size={18} aria-hidden />
    </ActionIcon>
  );
  return (
    <Suspense fallback={button}>
      {asked ? <OpenMenu button={button} buttonRef={ref} entries={entries} /> : button}
    </Suspense>
  );
}
