import { afterEach, expect, test, vi } from 'vitest';
import { lookUpSizes } from './look-up-sizes.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** Files that take 4 ms each to say their size; which of them were asked. */
function slowFiles(count: number) {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const asked: number[] = [];
  const files = Array.from({ length: count }, (_, place) =>
    Object.defineProperty(new Blob(), 'size', {
      get() {
        asked.push(place);
        now += 4;
        return 1;
      },
    }),
  );
  return { asked, files };
}

test('all are asked, with a turn for the page after every 16 milliseconds', async () => {
  const { asked, files } = slowFiles(20);
  const seen: number[] = [];
  const { port1, port2 } = new MessageChannel();
  // A page that has something to do all the time.
  port1.onmessage = () => {
    seen.push(asked.length);
    port2.postMessage(null);
  };
  port2.postMessage(null);
  await lookUpSizes(files, new AbortController().signal);
  port1.close();
  expect(asked).toEqual([...new Array(20).keys()]);
  expect(seen).toEqual(expect.arrayContaining([4, 8, 12, 16]));
});

test('once cancelled no more are asked', async () => {
  const controller = new AbortController();
  const { asked, files } = slowFiles(20);
  const taking = lookUpSizes(files, controller.signal);
  controller.abort();
  await taking;
  expect(asked).toHaveLength(4);
});
