import { expect, test } from 'vitest';
import { heatPlace } from './heat-place.ts';

function place(value: (x: number, y: number) => number, side = 7) {
  const map = Float32Array.from({ length: side * side }, (_, i) =>
    value(i % side, Math.floor(i / side)),
  );
  return heatPlace({ width: side, height: side, map });
}

test.each([
  ['nowhere', () => -1],
  ['spread-out', () => 1],
  ['spread-out', (x, y) => (x === 0 || x === 6) && (y === 0 || y === 6)],
  ['centre', (x, y) => x > 1 && x < 5 && y > 1 && y < 5],
  ['left', (x) => x < 3],
  ['right', (x) => x > 3],
  ['top', (_x, y) => y < 2],
  ['bottom', (_x, y) => y > 4],
  ['upper-left', (x, y) => x < 3 && y < 3],
  ['upper-right', (x, y) => x > 3 && y < 3],
  ['lower-left', (x, y) => x < 3 && y > 3],
  ['lower-right', (x, y) => x > 3 && y > 3],
] satisfies [string, (x: number, y: number) => number | boolean][])('%s', (wanted, shown) => {
  expect(place((x, y) => Number(shown(x, y)))).toBe(wanted);
});

test('what is too faint to be seen lies nowhere', () => {
  expect(place((x) => (x < 3 ? 0.05 : -2))).toBe('nowhere');
  expect(place((x) => (x < 3 ? 0.15 : -2))).toBe('left');
});

test('a lone place among what speaks against the class is not drawn, and lies nowhere', () => {
  const lone = (x: number, y: number) => (x === 1 && y === 3 ? 1 : -1);
  expect(place(lone)).toBe('nowhere');
  expect(place((x, y) => (x === 1 && y === 3 ? 5 : -1))).toBe('left');
});

test('what speaks against the class counts for nothing', () => {
  expect(place((x) => (x < 3 ? 1 : -50))).toBe('left');
});

test('maps of four by four have a centre too', () => {
  expect(place((x, y) => Number((x === 1 || x === 2) && (y === 1 || y === 2)), 4)).toBe('centre');
  expect(place((x) => Number(x > 1), 4)).toBe('right');
});
