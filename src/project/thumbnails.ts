import { toBase64 } from '../exporters/base64.ts';
import { decoder } from './decoder.ts';
import { readPicture, readThumbnails, writeThumbnail } from './disk.ts';
import type { Sample, SampleId } from './types.ts';

/** A small picture as a `data:` URL, which nobody has to revoke; 'lost' where the sample's picture cannot be read. */
export type ThumbnailUrl = string | 'lost';

interface Wish {
  sample: Sample;
  /** When it was wished for first. */
  since: number;
  listeners: Set<(url: ThumbnailUrl) => void>;
}

/** What is wished for longer than this is in view to stay, and not just flying past; milliseconds. */
const PASSING_MILLISECONDS = 50;
/** Read in one transaction. */
const MOST_AT_ONCE = 64;
/**
 * Made at the same time. They wait their turn at the decoder behind the files that are being taken
 * in, which keeps them from taking its time while thousands come and each is in view for a moment.
 */
const LANES = 4;

/** Not yet looked for on disk. The last ones are wanted first: they are what the user sees now. */
const wishes = new Map<SampleId, Wish>();
/** Known not to be on disk. */
const unmade = new Map<SampleId, Wish>();
let reading = false;
let lanes = 0;

/**
 * Tells `listener` the thumbnail of a sample: from disk, else made of its picture, and kept on disk
 * then. Answers how to be told no longer; what nobody waits for is not made.
 */
export function wishForThumbnail(
  sample: Sample,
  listener: (url: ThumbnailUrl) => void,
): () => void {
  const { id } = sample;
  const wish = unmade.get(id) ?? wishes.get(id) ?? newWish(sample);
  wish.listeners.add(listener);
  if (!unmade.has(id)) wishes.set(id, wish);
  if (!reading) void readWished();
  return () => {
    wish.listeners.delete(listener);
    if (wish.listeners.size > 0) return;
    for (const queue of [wishes, unmade]) if (queue.get(id) === wish) queue.delete(id);
  };
}

function newWish(sample: Sample): Wish {
  return { sample, since: performance.now(), listeners: new Set() };
}

async function readWished(): Promise<void> {
  reading = true;
  while (wishes.size > 0) {
    const some = newest(wishes, MOST_AT_ONCE, performance.now() - PASSING_MILLISECONDS);
    if (some.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, PASSING_MILLISECONDS));
      continue;
    }
    const found = await readThumbnails(some.map(({ sample }) => sample.id)).catch(() => []);
    some.forEach((wish, index) => {
      const jpeg = found[index];
      if (jpeg != null) tell(wish, urlOf(jpeg));
      else if (wish.listeners.size > 0) unmade.set(wish.sample.id, wish);
    });
    while (lanes < LANES && lanes < unmade.size) void makeUnmade();
  }
  reading = false;
}

async function makeUnmade(): Promise<void> {
  lanes += 1;
  for (;;) {
    const [wish] = newest(unmade, 1);
    if (wish === undefined) break;
    const jpeg = await makeThumbnail(wish.sample).catch(() => null);
    tell(wish, jpeg === null ? 'lost' : urlOf(jpeg));
  }
  lanes -= 1;
}

/** Null where the picture cannot be read. */
async function makeThumbnail({ id, type }: Sample): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = await readPicture(id);
  const made = bytes === null ? null : await decoder.thumbnail(bytes, type);
  if (!made?.ok) return null;
  // Where the disk is full it is made again the next time.
  void writeThumbnail(id, made.value).catch(() => undefined);
  return made.value;
}

/** Takes the last `most` that were wished for before some time out of a queue, the very last first. */
function newest(
  queue: Map<SampleId, Wish>,
  most: number,
  before = Number.POSITIVE_INFINITY,
): Wish[] {
  const old = [...queue.values()].filter(({ since }) => since <= before);
  const taken = old.slice(-most).reverse();
  for (const { sample } of taken) queue.delete(sample.id);
  return taken;
}

function tell({ listeners }: Wish, url: ThumbnailUrl): void {
  for (const listener of listeners) listener(url);
}

function urlOf(jpeg: Uint8Array): string {
  return `data:image/jpeg;base64,${new TextDecoder('latin1').decode(toBase64(jpeg))}`;
}
