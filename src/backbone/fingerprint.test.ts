import { expect, test } from 'vitest';
import { artifactsOf } from '../../tests/support/artifacts.ts';
import { seededBackbone } from '../../tests/support/seeded-backbone.ts';
import { canonicalJson, fingerprintOf, sha256Hex } from './fingerprint.ts';
import type { BackboneArtifacts } from './types.ts';

const network = artifactsOf(seededBackbone());
const print = (artifacts: BackboneArtifacts, range: [number, number] = [-1, 1]) =>
  fingerprintOf(artifacts, range, sha256Hex(new Uint8Array(artifacts.weights)));

test('SHA-256 as published (FIPS 180-4, "abc")', () => {
  expect(sha256Hex(new TextEncoder().encode('abc'))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});

test('the order of keys does not matter, that of items does', () => {
  expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
});

test('a fingerprint is the same for the same network, and another for any change', () => {
  expect(print(artifactsOf(seededBackbone()))).toBe(print(network));
  const [first, ...rest] = network.topology.node;
  const renamed = { ...first, name: 'pixels', op: first?.op ?? '' };
  const changed = [
    print(artifactsOf(seededBackbone({ seed: 2 }))),
    print(network, [0, 1]),
    print({ ...network, topology: { ...network.topology, node: [renamed, ...rest] } }),
  ];
  expect(new Set([print(network), ...changed]).size).toBe(4);
});
