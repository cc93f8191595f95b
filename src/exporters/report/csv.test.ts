import { describe, expect, it } from 'vitest';
import { type Cell, csvFile } from './csv.ts';

function written(...cells: Cell[]): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(csvFile('x.csv', [cells]).bytes);
}

describe('csvFile', () => {
  it('ends lines as RFC 4180 has it, and begins with a byte order mark', () => {
    expect(written('a', 'b')).toBe('\ufeffa,b\r\n');
    expect(csvFile('x.csv', []).path).toBe('x.csv');
  });

  it.each([
    ['a,b', '"a,b"'],
    ['say "cheese"', '"say ""cheese"""'],
    ['two\nlines', '"two\nlines"'],
    ['', ''],
    ['Kätzchen 🐈', 'Kätzchen 🐈'],
    // Spreadsheets run these.
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
    ['+1', "'+1"],
    ['-cat', "'-cat"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1', "'  =1"],
    ['＝1', "'＝1"],
    ['\t1', "'\t1"],
    ['1-2', '1-2'],
  ])('writes %j', (text, wanted) => {
    expect(written(text)).toBe(`\ufeff${wanted}\r\n`);
  });

  it('writes numbers with a point, and leaves out what is not one', () => {
    expect(written(1 / 3, -2, 1200, 1e-9, null, Number.NaN)).toBe('\ufeff0.333333,-2,1200,0,,\r\n');
  });
});
