import { PANELS_WASM } from './panels-wasm.ts';

/** Rows of a panel at most. */
export const PANEL_ROWS = 64;
/** The features of MobileNetV2; longer rows are taken in parts. */
const PANEL_LENGTH = 1280;
const PANEL_BYTES = PANEL_ROWS * PANEL_LENGTH * 8;
const OUT = 2 * PANEL_BYTES;

/** Up to 64 rows within a larger array: number p of row r stands at start + r · rowStep + p · step. */
export interface Panel {
  values: Float64Array | Float32Array | Int8Array;
  start: number;
  rowStep: number;
  step: number;
  /** 1 to 64 */
  rows: number;
}

/** What panels.wat exports. */
interface Kernel {
  memory: { buffer: ArrayBufferLike };
  multiply(
    left: number,
    right: number,
    out: number,
    leftGroups: number,
    rightGroups: number,
    length: number,
  ): void;
}

/**
 * The products of one panel's rows with those of others: ten times as quick as a plain loop
 * where WebAssembly has SIMD (all browsers since 2023), else by a plain loop over the same memory.
 * @param length numbers in a row
 * @returns for another panel, its products with this one: `[r · 64 + s]` is row r of `left` times
 *   row s of the other. One array for all: read it before the next call. `left` is only read again
 *   where others have multiplied meanwhile, so its numbers must stay what they are.
 */
export function productsWith(left: Panel, length: number): (right: Panel) => Float64Array {
  const shared = memory();
  const { kernel, numbers, out } = shared;
  const own = Symbol();
  return (right) => {
    out.fill(0);
    for (let first = 0; first < length; first += PANEL_LENGTH) {
      const some = Math.min(PANEL_LENGTH, length - first);
      if (shared.left !== own || length > PANEL_LENGTH) pack(left, first, some, numbers, 0);
      pack(right, first, some, numbers, PANEL_BYTES / 8);
      shared.left = own;
      kernel.multiply(0, PANEL_BYTES, OUT, groups(left), groups(right), some);
    }
    return out;
  };
}

/** Groups of four rows, the last one filled up. */
const groups = ({ rows }: Panel) => (rows + 3) >> 2;

/** Copies a panel's numbers `first` … `first + length` to where the kernel wants them. */
function pack(
  { values, start, rowStep, step, rows }: Panel,
  first: number,
  length: number,
  to: Float64Array,
  offset: number,
): void {
  let row = 0;
  // Four rows at once, so that memory is written in order.
  for (; row + 3 < rows; row += 4) {
    let at = offset + row * length;
    let a = start + row * rowStep + first * step;
    let b = a + rowStep;
    let c = b + rowStep;
    let d = c + rowStep;
    for (let p = 0; p < length; p++) {
      to[at] = values[a];
      to[at + 1] = values[b];
      to[at + 2] = values[c];
      to[at + 3] = values[d];
      at += 4;
      a += step;
      b += step;
      c += step;
      d += step;
    }
  }
  for (; row < rows; row++) {
    let at = offset + (row >> 2) * 4 * length + (row & 3);
    let from = start + row * rowStep + first * step;
    for (let p = 0; p < length; p++) {
      to[at] = values[from];
      at += 4;
      from += step;
    }
  }
  for (; row & 3; row++) {
    let at = offset + (row >> 2) * 4 * length + (row & 3);
    for (let p = 0; p < length; p++, at += 4) to[at] = 0;
  }
}

interface Shared {
  kernel: Kernel;
  numbers: Float64Array;
  out: Float64Array;
  /** Whose left panel lies in memory. */
  left: symbol | null;
}

let made: Shared | null = null;

function memory(): Shared {
  if (made === null) {
    const kernel = simdKernel() ?? plainKernel();
    const numbers = new Float64Array(kernel.memory.buffer);
    const out = new Float64Array(kernel.memory.buffer, OUT, PANEL_ROWS * PANEL_ROWS);
    made = { kernel, numbers, out, left: null };
  }
  return made;
}

/** null where WebAssembly, or its SIMD, is missing. */
export function simdKernel(): Kernel | null {
  try {
    const bytes = Uint8Array.from(atob(PANELS_WASM), (character) => character.charCodeAt(0));
    const { memory, multiply } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
    if (!(memory instanceof WebAssembly.Memory) || typeof multiply !== 'function') return null;
    return { memory, multiply: (...numbers) => void multiply(...numbers) };
  } catch {
    return null;
  }
}

/** The same in TypeScript: the sums are made in the same order, so they are equal to the last bit. */
export function plainKernel(): Kernel {
  const buffer = new ArrayBuffer(OUT + PANEL_ROWS * PANEL_ROWS * 8);
  const numbers = new Float64Array(buffer);
  return {
    memory: { buffer },
    multiply(left, right, out, leftGroups, rightGroups, length) {
      for (let g = 0; g < leftGroups; g++) {
        for (let h = 0; h < rightGroups; h++) {
          for (let r = 0; r < 4; r++) {
            for (let s = 0; s < 4; s++) {
              const at = out / 8 + (4 * g + r) * PANEL_ROWS + 4 * h + s;
              let sum = numbers[at];
              let a = left / 8 + g * length * 4 + r;
              let b = right / 8 + h * length * 4 + s;
              for (let p = 0; p < length; p++, a += 4, b += 4) sum += numbers[a] * numbers[b];
              numbers[at] = sum;
            }
          }
        }
      }
    },
  };
}
