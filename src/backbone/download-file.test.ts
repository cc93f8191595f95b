import { expect, test } from 'vitest';
import { downloadFile } from './download-file.ts';

const answerAfter = (milliseconds: number): typeof fetch => {
  return () =>
    new Promise((resolve) => {
      setTimeout(() => resolve(new Response(new Uint8Array([1, 2, 3]))), milliseconds);
    });
};

const request = (fetchHere: typeof fetch) => ({
  url: 'https://somewhere.test/model.json',
  file: 'model.json',
  answerTimeout: 100,
  stallTimeout: 100,
  limit: 10,
  signal: new AbortController().signal,
  fetch: fetchHere,
});

test('a server that is silent for longer than allowed gives no answer', async () => {
  const answer = await downloadFile(request(answerAfter(400)));
  expect(answer).toEqual({ ok: false, fault: { kind: 'no-answer', afterMilliseconds: 100 } });
});

test('an answer that came while the thread was busy is not called silence', async () => {
  const answer = downloadFile(request(answerAfter(150)));
  const until = performance.now() + 1_300;
  while (performance.now() < until);
  expect(await answer).toEqual({ ok: true, value: new Uint8Array([1, 2, 3]) });
});
