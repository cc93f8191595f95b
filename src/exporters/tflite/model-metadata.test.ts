import { describe, expect, test } from 'vitest';
import { FlatTable } from '../../../tests/support/flat-table.ts';
import { smallNetwork } from '../../../tests/support/small-networks.ts';
import { tfliteFile } from '../../../tests/support/tflite-file.ts';
import { labelLines } from '../label-lines.ts';
import { readZipDirectory } from '../zip-directory.ts';
import { readZipEntry } from '../zip-entry.ts';
import { modelMetadata } from './model-metadata.ts';
import { tfliteModel } from './tflite-model.ts';

const facts = {
  labels: ['He said "hi" 🎉 a/b', 'two\nlines', ''],
  name: 'Name',
  description: 'What it does.',
  version: '0.1.0',
};
const LINES = 'He said "hi" 🎉 a/b\ntwo lines\n\n';

function model(): Uint8Array<ArrayBuffer> {
  const result = tfliteModel(smallNetwork({ classes: 3 }), facts);
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
}

describe('the labels', () => {
  test('are one a line, whatever they hold', () => {
    expect(new TextDecoder().decode(labelLines(facts.labels))).toBe(LINES);
  });

  test('lie behind the model as a zip with offsets from the start of the file', () => {
    const bytes = model();
    const directory = readZipDirectory(bytes);
    if (!directory.ok) throw new Error(directory.fault.kind);
    const [entry, ...more] = directory.value;
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ path: 'labels.txt', method: 0 });
    const content = entry && readZipEntry(bytes, entry);
    expect(new TextDecoder().decode(content ?? new Uint8Array())).toBe(LINES);
  });

  test('do not depend on when the file is written', () => {
    expect(model()).toEqual(model());
  });
});

describe('TFLITE_METADATA', () => {
  test('is in the model', () => {
    const bytes = tfliteFile(model()).metadata.get('TFLITE_METADATA');
    expect(bytes).toEqual(modelMetadata(facts, 224, 1));
  });

  test('says how pixels are scaled and where the labels are', () => {
    const root = FlatTable.root(modelMetadata(facts, 224, 255), 'M001');
    expect([0, 1, 2].map((slot) => root.text(slot))).toEqual(['Name', 'What it does.', '0.1.0']);
    const [graph] = root.tables(3) ?? [];
    const [image] = graph?.tables(2) ?? [];
    const [probabilities] = graph?.tables(3) ?? [];
    expect([image?.text(0), probabilities?.text(0)]).toEqual(['image', 'probabilities']);
    const properties = image?.table(3)?.table(1);
    expect(properties?.int8(0)).toBe(1);
    expect([0, 1].map((slot) => properties?.table(1)?.int32(slot))).toEqual([224, 224]);
    const [unit] = image?.tables(4) ?? [];
    expect(unit?.int8(0)).toBe(1);
    expect([0, 1].map((slot) => unit?.table(1)?.float32s(slot))).toEqual([[0], [1]]);
    expect([0, 1].map((slot) => image?.table(5)?.float32s(slot))).toEqual([[255], [0]]);
    expect([0, 1].map((slot) => probabilities?.table(5)?.float32s(slot))).toEqual([[255], [0]]);
    const [labels] = probabilities?.tables(6) ?? [];
    expect([labels?.text(0), labels?.int8(2)]).toEqual(['labels.txt', 2]);
  });
});
