import { expect, it } from 'vitest';
import { nextTask } from './next-task.ts';

it('a waiting message goes first', async () => {
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
  await nextTask();
  heard.push('next task');
  await message;
  expect(heard).toEqual(['message', 'next task']);
});
