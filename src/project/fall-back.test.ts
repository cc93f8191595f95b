import { expect, test, vi } from 'vitest';
import { FallBack } from './fall-back.ts';

/** A network that comes when it is told to. */
function slowNetwork() {
  let arrive = () => {};
  const take = vi.fn((signal: AbortSignal) => {
    return new Promise<void>((resolve) => {
      arrive = resolve;
      signal.addEventListener('abort', () => resolve());
    });
  });
  return { take, arrive: () => arrive() };
}

test('one under way is not begun twice; one that is over may be', async () => {
  const { take, arrive } = slowNetwork();
  const fallBack = new FallBack(new AbortController().signal, take);
  const first = fallBack.begin();
  expect(fallBack.begin()).toBe(first);
  arrive();
  await first;
  void fallBack.begin();
  expect(take).toHaveBeenCalledTimes(2);
});

test.each(['the wanted network is here', 'the user chooses anew'])(
  'it ends when %s',
  async (why) => {
    const { take } = slowNetwork();
    const choice = new AbortController();
    const fallBack = new FallBack(choice.signal, take);
    const begun = fallBack.begin();
    if (why === 'the user chooses anew') choice.abort();
    else fallBack.stop();
    await begun;
    expect(take.mock.calls[0]?.[0].aborted).toBe(true);
  },
);
