import { expect, test } from 'vitest';
import { jenkinsHash } from './jenkins-hash.ts';

/** From `driver5` of https://burtleburtle.net/bob/c/lookup3.c. */
test.each([
  ['', 0xdeadbeef],
  ['Four score and seven years ago', 0x17770551],
])('%j hashes as its inventor says', (text, hash) => {
  expect(jenkinsHash(new TextEncoder().encode(text))).toBe(hash);
});
