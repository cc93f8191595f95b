import type { Icon } from '@tabler/icons-react';

/** A line of a menu; `apart` stands behind a rule, away from those above. */
export interface MenuEntry {
  label: string;
  icon: Icon;
  onChoose: () => void;
  disabled?: boolean;
  dangerous?: boolean;
  apart?: boolean;
}
