import { expose } from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import { type SpawnedWorker, WorkerLink } from './worker-link.ts';

/** Answers what it is told, unless it is told to die or to say nothing. */
class Api {
  readonly #die: () => void;
  constructor(die: () => void) {
    this.#die = die;
  }
  echo(value: string): string | Promise<string> {
    if (value.startsWith('die')) this.#die();
    if (value.startsWith('die') || value.startsWith('silent')) return new Promise(() => {});
    if (value.startsWith('throw')) throw new Error(value);
    return new Promise((resolve) => setTimeout(() => resolve(value), 5));
  }
}

const spawned: { terminated: boolean; asked: string[] }[] = [];

/** A worker without a thread: the other end of a channel, with the events of a crash. */
function spawn(): SpawnedWorker {
  const { port1, port2 } = new MessageChannel();
  const record = { terminated: false, asked: [] as string[] };
  spawned.push(record);
  const crash = new EventTarget();
  const api = new Api(() => crash.dispatchEvent(new Event('error')));
  const echo = (value: string) => {
    record.asked.push(value);
    return api.echo(value);
  };
  expose({ echo }, port2);
  port1.start();
  const target = (type: string) => (type === 'message' ? port1 : crash);
  return {
    postMessage: (message: unknown) => port1.postMessage(message),
    addEventListener: (type: string, listener: EventListenerOrEventListenerObject) =>
      target(type).addEventListener(type, listener),
    removeEventListener: (type: string, listener: EventListenerOrEventListenerObject) =>
      target(type).removeEventListener(type, listener),
    terminate: () => {
      record.terminated = true;
      port1.close();
    },
  };
}

const newLink = (silence = 5000) => new WorkerLink<Api>(spawn, { atOnce: 2, silence });
const echo = (link: WorkerLink<Api>, value: string, options?: Parameters<typeof link.call>[1]) =>
  link.call(async (remote) => await remote.echo(value), options);
const LOST = { ok: false, fault: { kind: 'decoder-failed' } };
const links: WorkerLink<Api>[] = [];
const link = (silence?: number) => {
  const made = newLink(silence);
  links.push(made);
  return made;
};

afterEach(() => {
  for (const made of links.splice(0)) made.close();
  spawned.length = 0;
});

describe('a worker link', () => {
  it('starts no worker before the first request, and one for all of them', async () => {
    const one = link();
    expect(spawned).toHaveLength(0);
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((value) => echo(one, value)));
    expect(answers).toEqual(['a', 'b', 'c', 'd'].map((value) => ({ ok: true, value })));
    expect(spawned).toHaveLength(1);
  });

  it('replaces a crashed worker, tries its request once more, and loses no other', async () => {
    const one = link();
    const values = ['a', 'die', 'b', 'c'];
    const answers = await Promise.all(values.map((value) => echo(one, value)));
    expect(answers[1]).toEqual(LOST);
    expect([answers[0], answers[2], answers[3]]).toEqual(
      ['a', 'b', 'c'].map((value) => ({ ok: true, value })),
    );
    // The second tries go one after the other: 'a' is answered before 'die' ends that worker too.
    expect(spawned.map((worker) => worker.asked)).toEqual([
      ['a', 'die'],
      ['a', 'die'],
      ['b', 'c'],
    ]);
    expect(spawned[0]?.terminated).toBe(true);
  });

  it('gives up a silent worker', async () => {
    const one = link(50);
    expect(await echo(one, 'silent')).toEqual(LOST);
    expect(spawned).toHaveLength(2);
    expect(await echo(one, 'a')).toEqual({ ok: true, value: 'a' });
  });

  it('gives up at the first loss what is to be tried once', async () => {
    const one = link();
    expect(await echo(one, 'die', { attempts: 1 })).toEqual(LOST);
    expect(spawned.map(({ asked }) => asked)).toEqual([['die']]);
    expect(await echo(one, 'a')).toEqual({ ok: true, value: 'a' });
  });

  it('counts an exception in the worker as lost, and keeps the worker', async () => {
    const one = link();
    expect(await echo(one, 'throw')).toEqual(LOST);
    expect(spawned[0]?.asked).toEqual(['throw', 'throw']);
    expect(spawned).toHaveLength(1);
  });

  it('lets urgent requests pass those that wait', async () => {
    const one = link();
    const done: string[] = [];
    const follow = (value: string, urgent: boolean) =>
      echo(one, value, { urgent }).then(() => done.push(value));
    await Promise.all([...'abcdef'].map((value) => follow(value, false)).concat(follow('!', true)));
    expect(done.indexOf('!')).toBe(2);
  });

  it('does not ask what was cancelled while it waited', async () => {
    const one = link();
    const controller = new AbortController();
    const running = [echo(one, 'a'), echo(one, 'b')];
    const waiting = echo(one, 'c', { signal: controller.signal });
    controller.abort();
    expect(await waiting).toEqual({ ok: false, fault: { kind: 'cancelled' } });
    await Promise.all(running);
    expect(await echo(one, 'd')).toEqual({ ok: true, value: 'd' });
    expect(spawned[0]?.asked).toEqual(['a', 'b', 'd']);
  });
});
