/** Resolves in a task of its own: the page draws first, and hears what was pressed. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
