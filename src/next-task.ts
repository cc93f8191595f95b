/**
 * Resolves in a task of its own: messages, presses and drawing can go first. A MessageChannel, because
 * `requestAnimationFrame` stops in hidden tabs and timers are slowed there to one a second.
 */
export function nextTask(): Promise<void> {
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
