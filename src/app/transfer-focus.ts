import { useEffect } from 'react';
import type { TransferKind } from '../project/transfer/transfer-state.ts';

/** Ids of the buttons behind the dialogs. */
export const TRANSFER_BUTTONS: Record<TransferKind, string> = {
  opening: 'open-project',
  saving: 'save-project',
  'downloading-images': 'project-menu',
};

/**
 * Gives the focus to the button behind a dialog once that is gone. Mantine's own way back asks for a
 * dialog that stays mounted, and for a button that still had the focus when the file had been chosen.
 */
export function useFocusBack(kind: TransferKind, shown: boolean): void {
  useEffect(() => {
    if (!shown) return;
    return () => {
      const lost = document.activeElement === null || document.activeElement === document.body;
      if (lost) document.getElementById(TRANSFER_BUTTONS[kind])?.focus();
    };
  }, [kind, shown]);
}
