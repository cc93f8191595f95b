/**
 * A queue: what is given to it is done one after the other, so that each reads what the one before
 * has written.
 */
export function makeTurns(): <Value>(work: () => Promise<Value>) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

/** Changes of samples that are there: a double press, or two buttons, must not act on the same ones twice. */
export const sampleTurn = makeTurns();
