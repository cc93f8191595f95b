import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { strToU8 } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { readInputRange } from '../../src/backbone/input-range.ts';
import { trainHead } from '../../src/evaluation/train.ts';
import { kerasModel } from '../../src/exporters/keras/keras-model.ts';
import { buildNetwork } from '../../src/exporters/network/build-network.ts';
import { encodePng } from '../../src/exporters/png.ts';
import { trainingFiles } from '../../src/exporters/python/training-files.ts';
import type { GoldenPicture } from '../../src/exporters/types.ts';
import { artifactsOf } from '../support/artifacts.ts';
import { HARD_LABEL } from '../support/export-cases.ts';
import { embeddings, headProbabilities, useWasm } from '../support/export-engine.ts';
import { backboneOf, seededPixels } from '../support/export-source.ts';
import { TOPOLOGIES } from '../support/hub-topologies.ts';
import { joined } from '../support/joined-rows.ts';
import { starterBackbone } from '../support/shared-backbones.ts';

/** Uneven, so that making up for noise in the class means has something to do. */
const CLASSES = [
  { name: HARD_LABEL, folder: 'say _hi_ 🎉 and_or', taught: 9 },
  { name: "'''\n../..", folder: "'''_.._", taught: 6 },
  { name: 'third', folder: 'third', taught: 12 },
];
const HELD_PER_CLASS = 3;

beforeAll(useWasm);

/** *Download images* of drawn pictures, the backbone, and what the app's own head says to the test folder. */
test('images and the script that trains on them', async () => {
  const folder = path.join(process.env.INTEROP_EXPORTS ?? '', 'starter', 'training');
  const network = starterBackbone();
  const backbone = backboneOf(
    network,
    TOPOLOGIES[2].embeddingNode,
    readInputRange(artifactsOf(network)) ?? [-1, 1],
  );
  const taught = CLASSES.flatMap((_, label) => drawn(label, CLASSES[label]?.taught ?? 0, 0));
  const held = CLASSES.flatMap((_, label) => drawn(label, HELD_PER_CLASS, 50));
  const rows = await embeddings(
    backbone,
    taught.map(({ pixels }) => pixels),
  );
  const mirrored = await embeddings(
    backbone,
    taught.map(({ pixels }) => mirror(pixels)),
  );
  const heldRows = await embeddings(
    backbone,
    held.map(({ pixels }) => pixels),
  );
  const trained = await trainHead(
    {
      classes: CLASSES.length,
      embeddings: joined(rows),
      mirrored: joined(mirrored),
      labels: Int32Array.from(taught, ({ label }) => label),
      groups: Int32Array.from(taught.keys()),
    },
    { kind: 'linear' },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
  if (!trained.ok) throw new Error(trained.fault.kind);
  const { head, evaluation, groups } = trained.value;
  const built = buildNetwork(backbone, head);
  const model = built.ok ? kerasModel(built.value, { exportedAt: '2026-11-24T05:00:00Z' }) : built;
  if (!model.ok) throw new Error(JSON.stringify(model.fault));

  const put = (file: string, bytes: Uint8Array) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), bytes);
  };
  // The app also keeps together what looks alike, which the script leaves to its user.
  const bursts = new Map<number, string[]>();
  for (const [at, { label, seed, pixels }] of taught.entries()) {
    const file = `train/${CLASSES[label]?.folder}/${seed}.png`;
    put(`images/${file}`, encodePng(pixels, 224, 224));
    bursts.set(groups[at] ?? -1, [...(bursts.get(groups[at] ?? -1) ?? []), file]);
  }
  const expected = held.map(({ label, seed, pixels }, at) => {
    const file = `images/test/${CLASSES[label]?.folder}/${seed}.png`;
    put(file, encodePng(pixels, 224, 224));
    return { file, probabilities: headProbabilities(head, heldRows[at] ?? new Float32Array()) };
  });
  const files = trainingFiles({
    classes: CLASSES.map(({ name, folder }) => ({ name, folder })),
    bursts: [...bursts.values()],
    backbone: { label: 'Starter', version: 2, alpha: 0.5 },
    head: { kind: 'linear' },
  });
  for (const { path: file, bytes } of files) put(`images/${file}`, bytes);
  put('images/train/third/broken.jpg', strToU8('no picture'));
  put('backbone.keras', model.value);
  const mirrorImagesUsed = evaluation.method === 'cross-validation' && evaluation.mirrorImagesUsed;
  const labels = CLASSES.map(({ name }) => name);
  put('expected.json', strToU8(JSON.stringify({ labels, mirrorImagesUsed, expected })));
  expect(expected).toHaveLength(9);
});

interface Drawn {
  label: number;
  seed: number;
  pixels: GoldenPicture['pixels'];
}

/** A class's own pattern under others. */
function drawn(label: number, count: number, from: number): Drawn[] {
  const own = seededPixels(100 + label);
  return Array.from({ length: count }, (_, index) => {
    const seed = 1000 * (label + 1) + from + index;
    const other = seededPixels(seed);
    const pixels = own.map((value, at) => value + 0.7 * ((other[at] ?? 0) - value));
    return { label, seed, pixels };
  });
}

function mirror(pixels: GoldenPicture['pixels']): GoldenPicture['pixels'] {
  return pixels.map((_, at) => {
    const place = Math.floor(at / 4);
    return pixels[4 * (place + 223 - 2 * (place % 224)) + (at % 4)] ?? 0;
  });
}
