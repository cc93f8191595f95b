import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const src = path.resolve(import.meta.dirname, '../../src');

/** Rooms by floor, top to bottom; docs/architecture.md says the same in words. */
const FLOORS: string[][] = [
  ['app', 'model-page'],
  ['report'],
  ['preview', 'training'],
  ['capture'],
  ['project'],
  ['words'],
  ['engine'],
  ['exporters'],
  ['evaluation'],
  ['head', 'backbone'],
  ['picture'],
];
const PURE = ['head', 'evaluation', 'exporters'];

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.ts$/.test(file))
  .map((file) => ({ file, text: readFileSync(path.join(src, file), 'utf8') }));

const floorOf = (file: string) => FLOORS.findIndex((rooms) => rooms.includes(room(file)));
const room = (file: string) => file.split(path.sep)[0] ?? '';

/** Imports between rooms; files straight in src/ belong to none. */
const imports: Import[] = files.flatMap(({ file, text }) =>
  [...text.matchAll(/^(?:import|export)\s(type\s)?[^;]*?from\s'(\.[^']+)';/gms)].flatMap(
    (found) => {
      const to = path.relative(src, path.resolve(src, path.dirname(file), found[2] ?? ''));
      const between = floorOf(file) >= 0 && floorOf(to) >= 0 && room(file) !== room(to);
      return between ? [{ from: file, to, typeOnly: found[1] !== undefined }] : [];
    },
  ),
);

describe('the house', () => {
  test('has imports to look at', () => {
    expect(imports.length).toBeGreaterThan(50);
  });

  test('imports only point down; words may name the types of any fault', () => {
    const wrong = imports.filter(({ from, to, typeOnly }) => {
      if (room(from) === 'words') return !typeOnly;
      const sideways = floorOf(from) === floorOf(to);
      return floorOf(to) < floorOf(from) || (sideways && !typeOnly);
    });
    expect(wrong).toEqual([]);
  });

  test('logic never imports a view', () => {
    const wrong = imports.filter(({ from, to }) => from.endsWith('.ts') && to.endsWith('.tsx'));
    expect(wrong).toEqual([]);
  });

  test('the pure rooms know no page, no framework, no store', () => {
    const impure = /\b(document|window|localStorage)\.|from '(react|zustand|idb-keyval|@mantine)/;
    const wrong = files.filter(({ file, text }) => PURE.includes(room(file)) && impure.test(text));
    // What is written into an export is a page, as text; it is not run here.
    const written = /readme-template/;
    expect(wrong.map(({ file }) => file).filter((file) => !written.test(file))).toEqual([]);
  });

  test('no file is over 400 lines, and none is a barrel', () => {
    const long = files.filter(({ text }) => text.split('\n').length > 400);
    expect(long.map(({ file }) => file)).toEqual([]);
    expect(files.map(({ file }) => path.basename(file))).not.toContain('index.ts');
  });
});
