import { useEffect } from 'react';
import { undo } from '../project/classes.ts';

/** Ctrl+Z (Cmd+Z) takes back the last deletion, except in a text field, which has an undo of its own. */
export function useUndoKey(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const inField =
        event.target instanceof HTMLElement && event.target.matches('input, textarea');
      if (inField || event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey)
        return;
      event.preventDefault();
      if (!event.repeat) void undo();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
