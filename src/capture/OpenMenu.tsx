import { Menu } from '@mantine/core';
import { Fragment, type ReactElement, type RefObject, useEffect, useState } from 'react';
import type { MenuEntry } from './menu-entry.ts';

interface Props {
  button: ReactElement;
  buttonRef: RefObject<HTMLButtonElement | null>;
  entries: MenuEntry[];
}

/** A menu that opens as soon as it is there. */
export function OpenMenu({ button, buttonRef, entries }: Props) {
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    // The button that was pressed is gone with its place; this is the same one in its new place.
    buttonRef.current?.focus({ preventScroll: true });
    setOpened(true);
  }, [buttonRef]);
  return (
    <Menu position="bottom-end" withinPortal opened={opened} onChange={setOpened}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {entries.map(({ label, icon: Icon, onChoose, disabled = false, dangerous, apart }) => (
          <Fragment key={label}>
            {apart && <Menu.Divider />}
            <Menu.Item
              leftSection={<Icon size={16} aria-hidden />}
              {...(dangerous ? { color: 'red' } : {})}
              disabled={disabled}
              onClick={onChoose}
            >
              {label}
            </Menu.Item>
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
