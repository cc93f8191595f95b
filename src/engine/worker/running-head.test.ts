import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import type { StoredBackbone } from '../../backbone/types.ts';
import { discriminantSpace, linearHead, SHRINKAGE } from '../../head/linear-discriminant.ts';
import { createPace } from '../../head/pace.ts';
import { logits, softmax } from '../../head/predict.ts';
import { normal, seededRandom } from '../../head/random.ts';
import type { RefitRequest } from '../protocol.ts';
import { EmbeddingStore } from './embedding-store.ts';
import { RunningHead } from './running-head.ts';
import { trainJob } from './train-job.ts';

const FEATURES = 40;
const random = seededRandom(1);
const { signal } = new AbortController();

/** Samples 's0' … and their mirror images; the class of each shows in its features. */
async function storeOf(count: number, name: string): Promise<EmbeddingStore> {
  const store = new EmbeddingStore(name.padEnd(16, '-'), FEATURES);
  const ids = Array.from({ length: count }, (_, at) => `s${at}`);
  for (const mirrored of [false, true]) {
    const values = Float32Array.from({ length: count * FEATURES }, (_, at) => {
      const sample = Math.floor(at / FEATURES);
      return 5 + normal(random) + (at % FEATURES === sample % 3 ? 2 : 0);
    });
    await store.write(ids, values, mirrored);
  }
  return store;
}

function requestFor(classOf: Map<string, string>, mirrored = true): RefitRequest {
  const sampleIds = [...classOf.keys()];
  const classIds = [...new Set(classOf.values())].sort();
  return {
    fingerprint: 'f',
    sampleIds,
    labels: Int32Array.from(sampleIds, (id) => classIds.indexOf(classOf.get(id) ?? '')),
    groups: Int32Array.from(sampleIds.keys()),
    classIds,
    mirrored,
    temperature: 1.5,
  };
}

/** Probabilities of all samples by a fit from scratch. */
async function fromScratch(store: EmbeddingStore, request: RefitRequest) {
  const embeddings = await store.gather(request.sampleIds, false);
  const mirrored = await store.gather(request.sampleIds, true);
  if ('missing' in embeddings || 'missing' in mirrored) throw new Error('missing');
  const twice = (values: Int32Array) =>
    request.mirrored ? Int32Array.from([...values, ...values]) : values;
  const labels = twice(request.labels);
  const space = await discriminantSpace(
    {
      classes: request.classIds.length,
      features: FEATURES,
      matrices: request.mirrored ? [embeddings, mirrored] : [embeddings],
      labels,
      units: twice(request.groups),
      parts: new Int32Array(labels.length),
    },
    SHRINKAGE,
    createPace(signal),
  );
  const head = linearHead(await (await space.fit([0])).weights(), request.temperature);
  return softmax(logits(head, embeddings), head.classes);
}

async function expectEqual(running: RunningHead, store: EmbeddingStore, request: RefitRequest) {
  const answer = await running.refit(request, signal);
  if (!answer.ok) throw new Error(answer.fault.kind);
  const embeddings = await store.gather(request.sampleIds, false);
  if ('missing' in embeddings) throw new Error('missing');
  const { head } = answer.value;
  const found = softmax(logits(head, embeddings), head.classes);
  const wanted = await fromScratch(store, request);
  const largest = found.reduce(
    (most, value, at) => Math.max(most, Math.abs(value - wanted[at])),
    0,
  );
  expect(largest).toBeLessThan(1e-5);
}

it('equals a fit from scratch after 1,000 random additions, moves and deletions', async () => {
  const store = await storeOf(400, 'thousand');
  const running = new RunningHead(store);
  const classOf = new Map<string, string>();
  const anyClass = () => `c${Math.floor(random() * 3)}`;
  for (let at = 0; at < 200; at++) classOf.set(`s${at}`, `c${at % 3}`);
  await expectEqual(running, store, requestFor(classOf));
  for (let change = 1; change <= 1000; change++) {
    const id = `s${Math.floor(random() * 400)}`;
    if (classOf.has(id) && random() < 0.5) classOf.delete(id);
    else classOf.set(id, anyClass());
    if (change % 40 === 0) {
      const answer = await running.refit(requestFor(classOf), signal);
      expect(answer.ok).toBe(true);
    }
  }
  await expectEqual(running, store, requestFor(classOf));
});

it('follows when a class comes, goes, or mirror images are no longer used', async () => {
  const store = await storeOf(60, 'classes');
  const running = new RunningHead(store);
  const classOf = new Map(Array.from({ length: 60 }, (_, at) => [`s${at}`, `c${at % 3}`]));
  const two = new Map([...classOf].filter(([, name]) => name !== 'c0'));
  await expectEqual(running, store, requestFor(two));
  await expectEqual(running, store, requestFor(classOf));
  await expectEqual(running, store, requestFor(two));
  await expectEqual(running, store, requestFor(two, false));
});

it('begins again where a deleted sample is gone for good', async () => {
  const store = await storeOf(60, 'gone');
  const running = new RunningHead(store);
  const classOf = new Map(Array.from({ length: 30 }, (_, at) => [`s${at}`, `c${at % 3}`]));
  await expectEqual(running, store, requestFor(classOf));
  classOf.delete('s7');
  // As after `forget`: neither in memory nor on disk.
  store.gather = async (ids, mirrored) =>
    ids.includes('s7')
      ? { missing: 1 }
      : EmbeddingStore.prototype.gather.call(store, ids, mirrored);
  await expectEqual(running, store, requestFor(classOf));
  expect(await running.refit(requestFor(new Map([['s7', 'c0']])), signal)).toMatchObject({
    ok: false,
    fault: { kind: 'missing-embeddings' },
  });
});

it('can be cancelled, and goes on from there', async () => {
  const store = await storeOf(300, 'cancel');
  const running = new RunningHead(store);
  const classOf = new Map(Array.from({ length: 300 }, (_, at) => [`s${at}`, `c${at % 3}`]));
  const controller = new AbortController();
  const answer = running.refit(requestFor(classOf), controller.signal);
  controller.abort();
  expect(await answer).toEqual({ ok: false, fault: { kind: 'cancelled' } });
  await expectEqual(running, store, requestFor(classOf));
});

it('does not let an embedding that is not finite into its sums', async () => {
  const store = await storeOf(40, 'not finite');
  const running = new RunningHead(store);
  const classOf = new Map(Array.from({ length: 30 }, (_, at) => [`s${at}`, `c${at % 3}`]));
  await expectEqual(running, store, requestFor(classOf));
  await store.write(['s31'], new Float32Array(FEATURES).fill(Number.POSITIVE_INFINITY), false);
  classOf.set('s31', 'c0');
  expect(await running.refit(requestFor(classOf), signal)).toMatchObject({ ok: false });
  classOf.delete('s31');
  await expectEqual(running, store, requestFor(classOf));
});

it('gives the head of the training before where nothing has changed', async () => {
  const store = await storeOf(90, 'judged');
  const rows = Array.from({ length: 90 }, (_, at) => ({
    sampleId: `s${at}`,
    label: at % 3,
    // Uneven classes of bursts: the groups count.
    group: at % 3 === 0 ? Math.floor(at / 30) : at,
  }));
  const stored: StoredBackbone = {
    id: 'starter',
    version: 2,
    alpha: 0.35,
    label: 'Starter',
    fingerprint: 'f',
    inputRange: [-1, 1],
    origin: '',
    asExpected: true,
    bytes: 1,
  };
  const options = { kind: 'linear' } as const;
  const trained = await trainJob(
    { rows, testRows: [], classes: 3, options },
    { embeddings: store, stored },
    { signal, onProgress: () => undefined },
  );
  if (!trained.ok || trained.value.evaluation.method === 'none') throw new Error('not judged');
  const { head, judged, temperature, evaluation } = trained.value;
  const answer = await new RunningHead(store).refit(
    {
      fingerprint: 'f',
      sampleIds: rows.map(({ sampleId }) => sampleId),
      labels: Int32Array.from(rows, ({ label }) => label),
      groups: judged?.groups ?? new Int32Array(),
      classIds: ['a', 'b', 'c'],
      mirrored: evaluation.mirrorImagesUsed,
      temperature: temperature ?? 0,
    },
    signal,
  );
  if (!answer.ok || head.kind !== 'linear') throw new Error('no head');
  for (const part of ['kernel', 'bias'] as const) {
    answer.value.head[part].forEach((value, at) => {
      expect(value).toBeCloseTo(head[part][at] ?? 0, 4);
    });
  }
});
