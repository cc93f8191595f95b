import { expect, it } from 'vitest';
import { createPace } from './pace.ts';

it('a cancelled pace is due at once, and its rest rejects', async () => {
  const controller = new AbortController();
  const pace = createPace(controller.signal);
  await pace.rest();
  controller.abort();
  expect(pace.due()).toBe(true);
  await expect(pace.rest()).rejects.toBe(controller.signal.reason);
});

it('hears a cancel that arrives while it rests', async () => {
  const controller = new AbortController();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    controller.abort();
  };
  port2.postMessage(null);
  await expect(createPace(controller.signal).rest()).rejects.toThrow('aborted');
});
