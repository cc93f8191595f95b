/** Where there is a page; a worker has none. */
const { document: page } = globalThis as { document?: { hidden: boolean } };

/**
 * Resolves in a task of its own: messages, presses and drawing can go first. In a page in view by a
 * timer, which lets them all go; else by a MessageChannel, because timers are slowed in hidden tabs to
 * one a second, and `requestAnimationFrame` stops there.
 */
export function nextTask(): Promise<void> {
  if (page?.hidden === false) return new Promise((resolve) => setTimeout(resolve));
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      // An open port would keep a Node process alive.
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
