/**
 * Tells the other tabs of this app that something on disk has changed, and hears it from them.
 * Each record stands alone, so all a tab has to do is read again.
 */
const channel =
  typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('show-and-tell');

export function tellOtherTabs(): void {
  channel?.postMessage('changed');
}

/** Calls `reload` a moment after the last of a burst of changes. */
export function followOtherTabs(reload: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(reload, 150);
  };
  channel?.addEventListener('message', heard);
  return () => {
    clearTimeout(timer);
    channel?.removeEventListener('message', heard);
  };
}
