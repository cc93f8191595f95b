import { describe, expect, test } from 'vitest';
import { folderNames, safeName, stem, UniqueNames } from './file-names.ts';

describe('names that every file system takes', () => {
  test.each([
    ['Hüte & Mützen', 'Hüte & Mützen'],
    ['猫', '猫'],
    ['He said "hi" 🎉 a/b', 'He said _hi_ 🎉 a_b'],
    ['../../etc', '__.._etc'],
    ['a\\b:c*d?e<f>g|h', 'a_b_c_d_e_f_g_h'],
    ['CON', 'CON_'],
    ['lpt1.txt', 'lpt1_.txt'],
    ['console', 'console'],
    ['dots... ', 'dots'],
    ['.hidden', '_hidden'],
    ['two\nlines\u0000', 'two_lines_'],
    ['', 'class'],
    [' . ', 'class'],
    ['__MACOSX', 'class'],
  ])('%j becomes %j', (name, expected) => {
    expect(safeName(name, 'class')).toBe(expected);
  });

  test('a long one is cut between characters', () => {
    const name = safeName('🎉'.repeat(300), 'class');
    expect(name).toBe('🎉'.repeat(60));
    expect(Buffer.byteLength(name)).toBeLessThan(255);
  });

  test('are unique without regard to case, whatever they collide with', () => {
    const names = folderNames(['a', 'A', 'a 2', 'a', 'b', 'a/', 'a_']);
    expect(names).toEqual(['a', 'A 2', 'a 2 2', 'a 3', 'b', 'a_', 'a_ 2']);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  });

  test('thousands of the same name take no time', () => {
    const unique = new UniqueNames();
    const names = new Set(Array.from({ length: 20_000 }, () => unique.take('webcam', '.jpg')));
    expect(names.size).toBe(20_000);
    expect(names).toContain('webcam.jpg');
    expect(names).toContain('webcam 20000.jpg');
  });

  test('a file name without its ending', () => {
    expect(['cat.1.jpeg', 'cat', 'webcam', 'v1.0 final'].map(stem)).toEqual([
      'cat.1',
      'cat',
      'webcam',
      'v1.0 final',
    ]);
  });
});
