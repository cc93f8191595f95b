import { expect, it } from 'vitest';
import { createPace, tick } from './pace.ts';

it('a tick lets a waiting message go first', async () => {
  const { port1, port2 } = new MessageChannel();
  const heard: string[] = [];
  const message = new Promise<void>((resolve) => {
    port1.onmessage = () => {
      heard.push('message');
      port1.close();
      resolve();
    };
  });
  port2.postMessage(null);
  await tick();
  heard.push('tick');
  await message;
  expect(heard).toEqual(['message', 'tick']);
});

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
