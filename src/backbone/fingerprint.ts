import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { PREPROCESSING } from '../picture/preprocessing.ts';
import type { BackboneArtifacts } from './types.ts';

/** SHA-256 in hex. Not `crypto.subtle`, which is missing on an insecure page (http on a school's network). */
export function sha256Hex(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

/**
 * Which embedding space a network makes: SHA-256 (hex) over the graph, the weights' own SHA-256,
 * the pixel range and the version of the preprocessing. How the weights were cut into shards, and
 * the order of keys in model.json, do not matter.
 */
export function fingerprintOf(
  artifacts: BackboneArtifacts,
  inputRange: [number, number],
  weightsSha256: string,
): string {
  const identity = canonicalJson({
    graph: artifacts.topology,
    specs: artifacts.weightSpecs,
    weights: weightsSha256,
    inputRange,
    preprocessing: PREPROCESSING.version,
  });
  return sha256Hex(new TextEncoder().encode(identity));
}

/** JSON with the keys of every object in order. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isPlainObject(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
