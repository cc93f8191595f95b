/** What it costs the engine to train, and to follow one picture more or less. */
import { engine } from '../src/engine/engine.ts';
import type { RefitRequest } from '../src/engine/protocol.ts';
import { logits } from '../src/head/predict.ts';
import { seededRandom, shuffle } from '../src/head/random.ts';
import type { LinearHead } from '../src/head/types.ts';
import { drawEmbeddings, type Space, storeDrawn } from './drawn-embeddings.ts';
import { timed } from './page.ts';

/** As many as are ever asked for. */
const MOST = 10_000;
/** Pictures are drawn from so many classes; to be fewer or more for a head, they are counted off anew. */
const DRAWN_CLASSES = 20;
/** Between two fits; ten times as many in all. */
const CHANGES = 100;

const never = new AbortController().signal;
let stored = false;

const idOf = (place: number) => `drawn-${place}`;

async function store(space: Space): Promise<void> {
  if (stored) return;
  const places = Array.from({ length: MOST }, (_, place) => place);
  const labels = places.map((place) => place % DRAWN_CLASSES);
  await storeDrawn(places.map(idOf), labels, space);
  stored = true;
}

/** @param labels by place; those that are null are no samples now */
function requestOf(
  labels: readonly (number | null)[],
  classes: number,
  space: Space,
): RefitRequest {
  const places = [...labels.keys()].filter((place) => labels[place] !== null);
  return {
    fingerprint: space.fingerprint,
    sampleIds: places.map(idOf),
    labels: Int32Array.from(places, (place) => labels[place] ?? 0),
    groups: Int32Array.from(places.keys()),
    classIds: Array.from({ length: classes }, (_, label) => `class ${label}`),
    mirrored: false,
    temperature: 1,
  };
}

const countedOff = (samples: number, classes: number) =>
  Array.from({ length: samples }, (_, place) => place % classes);

async function refit(request: RefitRequest): Promise<LinearHead> {
  const answer = await engine.refit(request, never);
  if (!answer.ok) throw new Error(answer.fault.kind);
  return answer.value.head;
}

/** Milliseconds until the head of `samples` has followed one that was taken away, and its coming back. */
export async function followOne(samples: number, classes: number, space: Space): Promise<number[]> {
  await store(space);
  const all = requestOf(countedOff(samples, classes), classes, space);
  const less = requestOf(countedOff(samples - 1, classes), classes, space);
  await refit(all);
  return [await timed(() => refit(less)), await timed(() => refit(all))];
}

/** The same, of a project's own samples: some requests that differ by one. */
export async function followOwn(request: RefitRequest): Promise<number[]> {
  const count = request.sampleIds.length - 1;
  const less = {
    ...request,
    sampleIds: request.sampleIds.slice(0, count),
    labels: request.labels.slice(0, count),
    groups: request.groups.slice(0, count),
  };
  await refit(request);
  return [await timed(() => refit(less)), await timed(() => refit(request))];
}

/** Milliseconds of a whole training: cross-validated, and all that the report says at once. */
export async function trainWhole(samples: number, classes: number, space: Space): Promise<number> {
  await store(space);
  const { sampleIds, labels } = requestOf(countedOff(samples, classes), classes, space);
  const rows = sampleIds.map((sampleId, at) => ({ sampleId, label: labels[at] ?? 0, group: at }));
  return timed(async () => {
    const options = { kind: 'linear' } as const;
    const request = { rows, testRows: [], classes, options };
    const answer = await engine.train(request, never, () => undefined);
    if (!answer.ok) throw new Error(answer.fault.kind);
  });
}

/**
 * The largest difference between logits of a head that has followed a thousand random additions,
 * moves and deletions, and those of one that began with the samples as they were in the end.
 */
export async function largestDrift(
  samples: number,
  classes: number,
  space: Space,
): Promise<number> {
  await store(space);
  const random = seededRandom(1);
  const labels: (number | null)[] = countedOff(samples, classes);
  let followed = await refit(requestOf(labels, classes, space));
  const places = [...labels.keys()];
  for (let turn = 0; turn < 10; turn++) {
    shuffle(places, random);
    for (const place of places.slice(0, CHANGES)) {
      const away = random() < 0.4 && labels[place] !== null;
      labels[place] = away ? null : Math.floor(random() * classes);
    }
    followed = await refit(requestOf(labels, classes, space));
  }
  // With more to take out than there would be to put in, the engine begins anew.
  await refit(requestOf(countedOff(3 * classes, classes), classes, space));
  const fresh = await refit(requestOf(labels, classes, space));
  const rows = Array.from({ length: 500 }, (_, at) => at % classes);
  const values = drawEmbeddings(rows, space.features, 99);
  const embeddings = { rows: rows.length, cols: space.features, values };
  const [one, other] = [followed, fresh].map((head) => logits(head, embeddings));
  return one.reduce((most, value, at) => Math.max(most, Math.abs(value - (other[at] ?? 0))), 0);
}
