/**
 * Collects what comes in, and hands it on at most once in so many milliseconds: epochs of a small
 * training come by the thousand, and to draw each would leave the page no time for anything else.
 * After `finish`, which hands on what is left, nothing more is heard: messages from a worker may
 * come later than its answer.
 */
export function inBatches<Item>(milliseconds: number, deliver: (items: Item[]) => void) {
  let waiting: Item[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let finished = false;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const items = waiting;
    waiting = [];
    if (items.length > 0) deliver(items);
  };
  const add = (item: Item) => {
    if (finished) return;
    waiting.push(item);
    timer ??= setTimeout(flush, milliseconds);
  };
  const finish = () => {
    flush();
    finished = true;
  };
  return { add, finish };
}
