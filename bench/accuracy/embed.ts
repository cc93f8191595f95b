import { readGraph, versionOf } from '../../src/backbone/graph-facts.ts';
import { joinBytes } from '../../src/backbone/join-bytes.ts';
import { parseModelJson } from '../../src/backbone/model-json.ts';
import { loadNetwork, type Network } from '../../src/backbone/network.ts';
import { Decoder } from '../../src/picture/decoder.ts';
import type { CropPixels } from '../../src/picture/types.ts';

const AT_ONCE = 8;

async function bytesOf(url: URL): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** A backbone's folder → the network, as the app loads it. */
export async function backboneAt(folder: string): Promise<Network> {
  const modelUrl = new URL(`${folder}/model.json`, location.href);
  const parsed = parseModelJson(await bytesOf(modelUrl));
  if (!parsed.ok) throw new Error(`${modelUrl.pathname}: ${parsed.fault.kind}`);
  const { topology, groups } = parsed.value;
  const shards = groups.flatMap(({ paths }) =>
    paths.map((path) => bytesOf(new URL(path, modelUrl))),
  );
  const artifacts = {
    topology,
    weightSpecs: groups.flatMap(({ specs }) => specs),
    weights: joinBytes(await Promise.all(shards)).buffer,
  };
  const version = versionOf(topology);
  const facts = version === null ? null : readGraph(artifacts, version);
  if (version === null || facts === null || !facts.ok) throw new Error('not a MobileNet v1 or v2');
  return loadNetwork({ version, inputRange: facts.value.inputRange }, artifacts);
}

/** What the app's decode worker makes of a file; null where it is no picture. */
async function cropAt(url: URL, decoder: Decoder): Promise<CropPixels | null> {
  const prepared = await decoder.prepare(new Blob([await bytesOf(url)]), { mirror: false });
  return prepared.ok ? prepared.value.pixels : null;
}

export interface Embedded {
  /** In the order of the addresses; null where there is no picture. */
  originals: (Float32Array<ArrayBuffer> | null)[];
  mirrored: (Float32Array<ArrayBuffer> | null)[];
}

/** Embeddings of the pictures at some addresses and of their mirror images, as the app makes them. */
export async function embedAll(urls: readonly string[], network: Network): Promise<Embedded> {
  const decoder = new Decoder();
  const answer: Embedded = { originals: [], mirrored: [] };
  for (let start = 0; start < urls.length; start += AT_ONCE) {
    const some = urls.slice(start, start + AT_ONCE).map((url) => new URL(url, location.href));
    const crops = await Promise.all(some.map((url) => cropAt(url, decoder)));
    const pictures = crops.filter((crop) => crop !== null);
    for (const mirror of [false, true]) {
      const values = pictures.length > 0 ? await network.embed(pictures, mirror) : null;
      const side = mirror ? answer.mirrored : answer.originals;
      let row = 0;
      for (const crop of crops) {
        const at = row * network.features;
        side.push((crop && values?.slice(at, at + network.features)) ?? null);
        if (crop !== null) row++;
      }
    }
  }
  return answer;
}
