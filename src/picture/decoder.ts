import { failed, type Result } from '../result.ts';
import type { DecodeApi } from './decode.worker.ts';
import type { CropPixels, PictureFault, PreparedPicture, StoredType } from './types.ts';
import { type SpawnedWorker, WorkerLink } from './worker-link.ts';

/** A large picture, or several small ones, each. */
const REQUESTS_AT_ONCE = 2;
const SILENCE_MILLISECONDS = 30_000;

export interface PrepareOptions {
  /** Keep the mirror image (webcam). */
  mirror: boolean;
  /** Before all pictures that wait: the user looks at this one. */
  urgent?: boolean;
  signal?: AbortSignal;
}

/** The page's side of the decode worker, which starts with `start` or the first picture. */
export class Decoder {
  readonly #link: WorkerLink<DecodeApi>;

  constructor(spawn: () => SpawnedWorker = spawnDecodeWorker) {
    this.#link = new WorkerLink(spawn, {
      atOnce: REQUESTS_AT_ONCE,
      silence: SILENCE_MILLISECONDS,
    });
  }

  /**
   * Checks, decodes and turns upright a file or a webcam frame; gives the picture to keep (long
   * side at most `STORED_SIDE`) and its crop. A JPEG, PNG or WebP of that size without EXIF is
   * kept byte for byte; anything else becomes a JPEG. The crop is always made from the kept bytes,
   * so `crop` gives the same one again. Takes an ImageBitmap over: it is closed in the end.
   */
  async prepare(
    source: Blob | ImageBitmap,
    { mirror, urgent = false, signal }: PrepareOptions,
  ): Promise<Result<PreparedPicture, PictureFault>> {
    // A bitmap is copied into the worker, not moved: the request may have to be repeated.
    const answer = await this.#link.call(async (remote) => await remote.prepare(source, mirror), {
      signal,
      urgent,
    });
    if (source instanceof ImageBitmap) source.close();
    return flatten(answer);
  }

  /**
   * `prepare` for several files, in their order: quicker than one by one where they are small.
   */
  async *prepareFiles(
    files: Blob[],
    signal: AbortSignal,
  ): AsyncGenerator<Result<PreparedPicture, PictureFault>> {
    let done = 0;
    while (done < files.length) {
      const rest = files.slice(done);
      const answer = await this.#link.call(async (remote) => await remote.prepareFiles(rest), {
        signal,
        attempts: 1,
      });
      const results = answer.ok
        ? answer.value
        : await Promise.all(rest.map((file) => this.prepare(file, { mirror: false, signal })));
      yield* results;
      done += results.length;
    }
  }

  /** The crop of kept bytes. */
  async crop(
    bytes: Uint8Array<ArrayBuffer>,
    type: StoredType,
    signal?: AbortSignal,
  ): Promise<Result<CropPixels, PictureFault>> {
    const answer = await this.#link.call(async (remote) => await remote.crop(bytes, type), {
      signal,
    });
    return flatten(answer);
  }

  /** The centred square of kept bytes, which is what the network sees, as a small JPEG. */
  async thumbnail(
    bytes: Uint8Array<ArrayBuffer>,
    type: StoredType,
  ): Promise<Result<Uint8Array<ArrayBuffer>, PictureFault>> {
    return flatten(await this.#link.call(async (remote) => await remote.thumbnail(bytes, type)));
  }

  /** Starts the worker now: its script must be here before the network is cut. */
  start(): void {
    this.#link.start();
  }

  /** Ends the worker; the next request starts another. */
  close(): void {
    this.#link.close();
  }
}

function spawnDecodeWorker(): Worker {
  return new Worker(new URL('./decode.worker.ts', import.meta.url), { type: 'module' });
}

function flatten<Value, Outer, Inner>(
  result: Result<Result<Value, Inner>, Outer>,
): Result<Value, Inner | Outer> {
  return result.ok ? result.value : failed(result.fault);
}
