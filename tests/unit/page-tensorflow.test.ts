import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { CATEGORIES } from '../../build/graph-models-only.ts';
import { KNOWN_OPERATIONS } from '../../src/exporters/known-operations.ts';

test('the TensorFlow.js in an exported page knows every operation that a graph of ours may hold', () => {
  const converter = path.dirname(fileURLToPath(import.meta.resolve('@tensorflow/tfjs-converter')));
  const folder = path.join(converter, 'operations/op_list');
  const categories = readdirSync(folder).filter((file) => /^\w+\.js$/.test(file));
  const found = categories.flatMap((file) =>
    [...readFileSync(path.join(folder, file), 'utf8').matchAll(/'tfOpName': '(\w+)'/g)].map(
      ([, operation = '']): [string, string] => [operation, file.replace('.js', '')],
    ),
  );
  const categoryOf = new Map(found);
  const missing = [...KNOWN_OPERATIONS].filter(
    (name) => !CATEGORIES.has(categoryOf.get(name) ?? ''),
  );
  expect(missing).toEqual([]);
});
