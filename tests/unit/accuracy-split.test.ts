import { describe, expect, test } from 'vitest';
import { drawSplit, figures } from '../../bench/accuracy/split.ts';
import { seededRandom } from '../../src/head/random.ts';

describe('what pictures show, by their names', () => {
  test('one recording or figure is all that is named alike up to the last dash', () => {
    expect(figures(['horse1-2.jpg', 'horse2-1.jpg', 'horse1-10.jpg'], 5)).toEqual([[5, 7], [6]]);
  });

  test('each stands alone where the names say nothing', () => {
    expect(figures(['cat-1.jpg', 'cat-2.jpg'], 0)).toEqual([[0], [1]]);
    expect(figures(['a-1.jpg', 'photo.jpg'], 0)).toEqual([[0], [1]]);
  });
});

describe('a draw', () => {
  const shown = [[0, 1, 2], [3, 4], [5], [6, 7, 8, 9]];

  test('never parts a figure, and leaves a rest', () => {
    for (let seed = 0; seed < 50; seed++) {
      for (const wanted of [1, 4, 100]) {
        const { taught, unseen } = drawSplit(shown, wanted, seededRandom(seed));
        expect(taught.length).toBeLessThanOrEqual(wanted);
        expect(taught.length).toBeGreaterThan(0);
        expect(unseen.length).toBeGreaterThan(0);
        for (const figure of shown) {
          const sides = [taught, unseen].filter((side) => figure.some((row) => side.includes(row)));
          expect(sides.length).toBeLessThanOrEqual(1);
        }
      }
    }
  });

  test('is the same for the same seed', () => {
    const draw = () => drawSplit(shown, 3, seededRandom(8));
    expect(draw()).toEqual(draw());
  });
});
