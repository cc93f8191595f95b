import { failed, ok, type Result } from '../result.ts';
import { joinBytes } from './join-bytes.ts';
import type { SourceFault } from './types.ts';

export type DownloadFault = SourceFault | { kind: 'cancelled' };

export interface FileRequest {
  url: string;
  /** How faults call it. */
  file: string;
  /** Until the headers, in milliseconds. */
  answerTimeout: number;
  /** Longest silence after that, in milliseconds. */
  stallTimeout: number;
  /** More bytes than this are refused while they arrive. */
  limit: number;
  signal: AbortSignal;
  fetch: typeof fetch;
  onBytes?: (count: number) => void;
}

/**
 * Fetches one file, watching for silence. Nothing is thrown.
 *
 * The Content-Length header decides nothing: of a compressed answer it is the compressed length,
 * and Content-Encoding is hidden from pages of another origin. Browsers themselves break off a body
 * shorter than announced; the caller knows the sum of all shards.
 */
export async function downloadFile(
  request: FileRequest,
): Promise<Result<Uint8Array<ArrayBuffer>, DownloadFault>> {
  const { url, file, limit, signal } = request;
  if (signal.aborted) return failed({ kind: 'cancelled' });
  const connection = new AbortController();
  const stop = () => connection.abort();
  const stopped = rejectedBy(connection.signal);
  signal.addEventListener('abort', stop);
  const watch = silenceWatch(stop);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  let answer: Response | null = null;
  try {
    watch.expectWithin(request.answerTimeout);
    // The bytes go into our own cache: a second copy, or a broken one, in the browser's helps nobody.
    const init: RequestInit = { signal: connection.signal, cache: 'no-store' };
    answer = await Promise.race([request.fetch(url, init), stopped]);
    if (!answer.ok) return failed({ kind: 'http', status: answer.status, file });
    const reader = answer.body?.getReader();
    while (reader) {
      watch.expectWithin(request.stallTimeout);
      const { done, value } = await Promise.race([reader.read(), stopped]);
      if (done) break;
      received += value.length;
      if (received > limit) {
        return failed({ kind: 'not-a-network', file, detail: `more than ${limit} bytes` });
      }
      parts.push(value);
      request.onBytes?.(value.length);
    }
    return ok(joinBytes(parts));
  } catch {
    if (signal.aborted) return failed({ kind: 'cancelled' });
    if (!answer) {
      const afterMilliseconds = request.answerTimeout;
      return failed(
        watch.expired() ? { kind: 'no-answer', afterMilliseconds } : { kind: 'offline-or-blocked' },
      );
    }
    if (watch.expired()) return failed({ kind: 'stalled', file });
    const wanted = Number(answer.headers.get('content-length') ?? 0);
    return failed({ kind: 'truncated', file, got: received, wanted });
  } finally {
    watch.end();
    signal.removeEventListener('abort', stop);
    // Lets go of the connection where the body was not read to its end.
    stop();
  }
}

/**
 * Rejects when the signal is aborted. A stream need not: in Node 20 a `read()` begun after the abort
 * waits for ever if the last bytes had come by then, but not yet the end.
 */
function rejectedBy(signal: AbortSignal): Promise<never> {
  const rejected = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  // Nobody is waiting any more where the abort only lets go of the connection.
  rejected.catch(() => {});
  return rejected;
}

/**
 * A timer that comes so much too late, in milliseconds, tells of a busy thread or a computer that
 * slept: what arrived meanwhile is read after it, so silence gets one chance more.
 */
const TOO_LATE = 1_000;

function silenceWatch(onSilence: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let silent = false;
  function expectWithin(milliseconds: number, chances = 1) {
    clearTimeout(timer);
    // performance.now() may stand still while a computer sleeps.
    const due = Date.now() + milliseconds;
    timer = setTimeout(() => {
      if (chances > 0 && Date.now() - due > TOO_LATE)
        return expectWithin(milliseconds, chances - 1);
      silent = true;
      onSilence();
    }, milliseconds);
  }
  return {
    expectWithin: (milliseconds: number) => expectWithin(milliseconds),
    expired: () => silent,
    end: () => clearTimeout(timer),
  };
}
