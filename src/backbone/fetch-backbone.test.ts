import 'fake-indexeddb/auto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Behaviour,
  fetchThrough,
  type MirrorServer,
  startMirrorServer,
} from '../../tests/support/mirror-server.ts';
import { networkFiles, seededBackbone } from '../../tests/support/seeded-backbone.ts';
import { hubBackbone, starterBackbone } from '../../tests/support/shared-backbones.ts';
import { type BackboneCache, openBackboneCache } from './cache.ts';
import { CATALOGUE, type CatalogueEntry } from './catalogue.ts';
import { type FetchOptions, fetchBackbone } from './fetch-backbone.ts';
import { sha256Hex } from './fingerprint.ts';
import { readBackbone, storedBackbones } from './stored-backbones.ts';
import type { BackboneId, DownloadProgress } from './types.ts';

const APP = 'app.test';
const BUCKET = 'storage.googleapis.com/tfjs-models';
const MODULES = 'storage.googleapis.com/tfhub-tfjs-modules';
const HUB = 'tfhub.dev';

const network = seededBackbone();
/** Four shards, the last one shorter. */
const SHARD_BYTES = Math.ceil(network.weights.length / 3.5);
const files = networkFiles(network, SHARD_BYTES);
const weightsSha256 = sha256Hex(network.weights);

let server: MirrorServer;
let cache: BackboneCache;
let databases = 0;

beforeAll(async () => {
  server = await startMirrorServer(files, { pauseMilliseconds: 20 });
});
afterAll(() => server.close());
beforeEach(() => {
  databases += 1;
  cache = openBackboneCache(`fetch-${databases}`);
  // As on a host that carries the app but no MobileNet.
  server.behave(APP, 404);
});
afterEach(() => {
  server.log.length = 0;
  for (const place of [BUCKET, MODULES, HUB, APP]) server.behave(place, 'ok');
});

/** An entry of the catalogue with time-outs that are short, though not for a busy machine, and the SHA-256 of the network that the test's server has. */
function entryOf(id: BackboneId, expected: string | null = weightsSha256): CatalogueEntry {
  const entry = CATALOGUE.find((candidate) => candidate.id === id);
  if (!entry) throw new Error(id);
  const sources = entry.sources.map(({ weightsSha256: known, ...source }) => ({
    ...source,
    answerTimeout: 1_500,
    stallTimeout: 1_500,
    ...(known && expected ? { weightsSha256: expected } : {}),
  }));
  return { ...entry, sources };
}

const options = (changes: Partial<FetchOptions> = {}): FetchOptions => ({
  appUrl: `https://${APP}/teach/`,
  signal: new AbortController().signal,
  onProgress: () => {},
  cache,
  fetch: fetchThrough(server),
  ...changes,
});

const requested = (place: string) =>
  server.log.filter(({ host, path }) => `${host}${path}`.startsWith(place));
const shardNames = (place: string) =>
  requested(place)
    .map(({ path }) => path.slice(path.lastIndexOf('/') + 1))
    .filter((name) => name !== 'model.json')
    .sort();
const allShards = [...files.keys()].filter((name) => name !== 'model.json');

describe('a first load', () => {
  test('takes the first source that has the network, and keeps it whole', async () => {
    const result = await fetchBackbone(entryOf('mobilenet_v2_1.0'), options());
    expect(result).toMatchObject({
      ok: true,
      value: {
        id: 'mobilenet_v2_1.0',
        origin: 'storage.googleapis.com',
        asExpected: true,
        inputRange: [-1, 1],
        bytes: network.weights.length,
      },
    });
    expect(shardNames(BUCKET)).toEqual(allShards);
    expect(requested(MODULES)).toEqual([]);
    const stored = await readBackbone(cache, 'mobilenet_v2_1.0');
    expect(result.ok && stored?.backbone).toEqual(result.ok && result.value);
    expect(sha256Hex(new Uint8Array(stored?.artifacts.weights ?? new ArrayBuffer()))).toBe(
      weightsSha256,
    );
    expect(await storedBackbones(cache)).toEqual([stored?.backbone]);
  });

  test('reports one fraction over all shards, growing to 1', async () => {
    const seen: DownloadProgress[] = [];
    const onProgress = (progress: DownloadProgress) => void seen.push(progress);
    await fetchBackbone(entryOf('mobilenet_v2_1.0'), options({ onProgress }));
    const fractions = seen.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions[0]).toBe(0);
    expect(seen.at(-1)).toEqual({
      phase: 'backbone',
      fraction: 1,
      source: 'storage.googleapis.com',
      receivedBytes: network.weights.length,
      totalBytes: network.weights.length,
    });
  });

  test('prefers the copy beside the app', async () => {
    server.behave(APP, 'ok');
    const result = await fetchBackbone(entryOf('mobilenet_v2_0.5'), options());
    expect(result).toMatchObject({ ok: true, value: { origin: APP } });
    expect(server.log.map(({ host }) => host)).not.toContain(HUB);
    expect(requested(`${APP}/teach/backbones/mobilenet_v2_0.5_224/`)).toHaveLength(5);
  });

  test('gives the query of the package default to every shard', async () => {
    server.behave(MODULES, 403);
    await fetchBackbone(entryOf('mobilenet_v2_0.75'), options());
    expect(requested(HUB)).toHaveLength(5);
    expect(new Set(requested(HUB).map(({ query }) => query))).toEqual(
      new Set(['?tfjs-format=file']),
    );
  });
});

describe('a second load', () => {
  test('asks for nothing', async () => {
    const first = await fetchBackbone(entryOf('mobilenet_v2_1.0'), options());
    server.log.length = 0;
    const second = await fetchBackbone(entryOf('mobilenet_v2_1.0'), options());
    expect(second).toEqual(first);
    expect(server.log).toEqual([]);
  });

  test('fetches again what has been lost', async () => {
    await fetchBackbone(entryOf('mobilenet_v2_1.0'), options());
    const keys = await cache.fileKeys();
    await cache.removeFiles(keys.filter((key) => key.includes('shard2of4')));
    expect(await readBackbone(cache, 'mobilenet_v2_1.0')).toBeNull();
    server.log.length = 0;
    const result = await fetchBackbone(entryOf('mobilenet_v2_1.0'), options());
    expect(result.ok).toBe(true);
    expect(shardNames(BUCKET)).toEqual(['group1-shard2of4.bin']);
  });

  test('after a failed first one fetches only the shards that are missing', async () => {
    const bad = `${MODULES}/google/imagenet/mobilenet_v2_050_224/classification/2/group1-shard4of4.bin`;
    server.behave(HUB, 403);
    server.behave(bad, 'cut');
    const first = await fetchBackbone(entryOf('mobilenet_v2_0.5'), options());
    expect(first).toMatchObject({ ok: false, fault: { kind: 'no-source' } });
    const whole = await cache.fileKeys();
    expect(whole.length).toBeGreaterThanOrEqual(1);
    const missing = allShards.filter((name) => !whole.some((key) => key.includes(name)));

    server.behave(bad, 'ok');
    server.log.length = 0;
    const second = await fetchBackbone(entryOf('mobilenet_v2_0.5'), options());
    expect(second).toMatchObject({ ok: true, value: { origin: 'storage.googleapis.com' } });
    expect(shardNames(MODULES)).toEqual(missing);
  });

  test('fetches a new release of the starter, and keeps the old one where there is none', async () => {
    const starter = starterBackbone();
    const shipped = await startMirrorServer(networkFiles(starter));
    const fetchHere = { fetch: fetchThrough(shipped) };
    const old = entryOf('starter', sha256Hex(starter.weights));
    const first = await fetchBackbone(old, options(fetchHere));
    expect(first).toMatchObject({ ok: true, value: { asExpected: true } });
    await shipped.close();

    const kept = await fetchBackbone(entryOf('starter'), options(fetchHere));
    expect(kept).toEqual(first);
    server.behave(APP, 'ok');
    const renewed = await fetchBackbone(entryOf('starter'), options());
    expect(renewed).toMatchObject({ ok: true, value: { asExpected: true } });
    expect(renewed).not.toEqual(first);
    expect((await cache.fileKeys()).sort()).toHaveLength(1 + allShards.length);
  });
});

describe('a source that fails', () => {
  test.each<[Behaviour, string]>([
    ['cut', 'truncated'],
    ['short', 'truncated'],
    ['stall', 'stalled'],
    ['hang', 'no-answer'],
    ['html', 'not-a-network'],
    [403, 'http'],
    [404, 'http'],
  ])('(%s) hands over to the next', async (behaviour, kind) => {
    server.behave(BUCKET, behaviour);
    const entry = entryOf('mobilenet_v2_1.0');
    const result = await fetchBackbone(entry, options());
    expect(result).toMatchObject({ ok: true, value: { asExpected: true } });
    expect(shardNames(MODULES)).toEqual(allShards);
    expect(requested(HUB)).toEqual([]);
    // Nothing of the failed source stays.
    expect((await cache.fileKeys()).filter((key) => key.includes('/tfjs-models/'))).toEqual([]);

    for (const place of [MODULES, HUB]) server.behave(place, 403);
    const alone = openBackboneCache(`alone-${databases}`);
    const failure = await fetchBackbone(entry, options({ cache: alone }));
    expect(failure).toMatchObject({ ok: false, fault: { kind: 'no-source' } });
    const attempts =
      !failure.ok && failure.fault.kind === 'no-source' ? failure.fault.attempts : [];
    expect(attempts.map(({ fault }) => fault.kind)).toEqual(['http', kind, 'http', 'http']);
    expect(attempts[1]?.url).toBe(entry.sources[1]?.url);
  });

  test('with a web page in place of one shard is left, and the page is not kept', async () => {
    const page = `${BUCKET}/savedmodel/mobilenet_v2_1.0_224/group1-shard3of4.bin`;
    server.behave(page, 'html');
    for (const place of [MODULES, HUB]) server.behave(place, 403);
    const result = await fetchBackbone(entryOf('mobilenet_v2_1.0'), options());
    const fault = { kind: 'not-a-network', file: 'group1-shard3of4.bin' };
    expect(result).toMatchObject({
      fault: { attempts: [{}, { fault }, {}, {}] },
    });
    expect((await cache.fileKeys()).filter((key) => key.includes('shard3of4'))).toEqual([]);
    server.behave(page, 'ok');
    expect((await fetchBackbone(entryOf('mobilenet_v2_1.0'), options())).ok).toBe(true);
  });

  test('by giving too few bytes in all leaves no bad shard behind', async () => {
    server.behave(BUCKET, 'short');
    for (const place of [MODULES, HUB]) server.behave(place, 403);
    await fetchBackbone(entryOf('mobilenet_v2_1.0'), options());
    expect(await cache.fileKeys()).toEqual([]);
    server.behave(BUCKET, 'ok');
    expect((await fetchBackbone(entryOf('mobilenet_v2_1.0'), options())).ok).toBe(true);
  });

  test('by holding another network is named by the node that is missing', async () => {
    const result = await fetchBackbone(entryOf('mobilenet_v1_0.25'), options());
    expect(result).toMatchObject({
      fault: {
        attempts: [{}, { fault: { kind: 'missing-node' } }, { fault: { kind: 'missing-node' } }],
      },
    });
    expect(await cache.fileKeys()).toEqual([]);
  });

  test('when there is no network at all', async () => {
    const offline = () => Promise.reject(new TypeError('Failed to fetch'));
    const result = await fetchBackbone(entryOf('mobilenet_v2_0.5'), options({ fetch: offline }));
    const attempt = { fault: { kind: 'offline-or-blocked' } };
    expect(result).toMatchObject({
      fault: { kind: 'no-source', attempts: [attempt, attempt, attempt] },
    });
  });
});

describe('weights that are not the known ones', () => {
  const other = 'f'.repeat(64);

  test('are put aside while another source has sound ones', async () => {
    const result = await fetchBackbone(entryOf('mobilenet_v2_1.0', other), options());
    expect(result).toMatchObject({ ok: true, value: { asExpected: true } });
    expect(shardNames(MODULES)).toEqual(allShards);
    const keys = await cache.fileKeys();
    expect(keys.every((key) => key.includes('/tfhub-tfjs-modules/'))).toBe(true);
  });

  test('are used, and called so, where no other source works', async () => {
    for (const place of [MODULES, HUB]) server.behave(place, 'html');
    const entry = entryOf('mobilenet_v2_1.0', other);
    const result = await fetchBackbone(entry, options());
    expect(result).toMatchObject({ ok: true, value: { asExpected: false } });
    server.log.length = 0;
    expect(await fetchBackbone(entry, options())).toEqual(result);
    expect(server.log).toEqual([]);
  });
});

describe('the caller', () => {
  test('can cancel in the middle, and begin again', async () => {
    const last = `${BUCKET}/savedmodel/mobilenet_v2_1.0_224/group1-shard4of4.bin`;
    server.behave(last, 'stall');
    const stop = new AbortController();
    const onProgress = ({ fraction }: DownloadProgress) => {
      if (fraction > 0.6) stop.abort();
    };
    const entry = entryOf('mobilenet_v2_1.0');
    const result = await fetchBackbone(entry, options({ signal: stop.signal, onProgress }));
    expect(result).toEqual({ ok: false, fault: { kind: 'cancelled' } });
    expect(requested(MODULES)).toEqual([]);
    expect(await storedBackbones(cache)).toEqual([]);
    server.behave(last, 'ok');
    expect((await fetchBackbone(entry, options())).ok).toBe(true);
  });

  test('who has cancelled before asks for nothing', async () => {
    const result = await fetchBackbone(
      entryOf('mobilenet_v2_1.0'),
      options({ signal: AbortSignal.abort() }),
    );
    expect(result).toEqual({ ok: false, fault: { kind: 'cancelled' } });
    expect(server.log).toEqual([]);
  });

  test('hears that the device is full', async () => {
    const full: BackboneCache = { ...cache, writeFile: async () => false };
    const result = await fetchBackbone(entryOf('mobilenet_v2_1.0'), options({ cache: full }));
    expect(result).toEqual({ ok: false, fault: { kind: 'storage-full' } });
  });
});

describe('the real hub graphs', () => {
  test.each([1, 2] as const)(
    'v%i, in shards of 4 MiB, are accepted and take [0, 1]',
    async (version) => {
      const hub = hubBackbone(version);
      if (!hub) return;
      const hubServer = await startMirrorServer(networkFiles(hub, 4 * 2 ** 20));
      const entry = entryOf(`mobilenet_v${version}_1.0`, sha256Hex(hub.weights));
      const result = await fetchBackbone(entry, options({ fetch: fetchThrough(hubServer) }));
      await hubServer.close();
      expect(result).toMatchObject({
        ok: true,
        value: { version, inputRange: [0, 1], asExpected: true, bytes: hub.weights.length },
      });
    },
  );
});
