import type { Head } from '../../head/types.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { HeadShape } from './model-schema.ts';
import type { ProjectFault } from './types.ts';

/** A head's weights as float32, little-endian: [hiddenKernel, hiddenBias,] kernel, bias. */
export function headBytes(head: Head): Uint8Array<ArrayBuffer> {
  const parts = [head.kernel, head.bias];
  if (head.kind === 'hidden') parts.unshift(head.hiddenKernel, head.hiddenBias);
  const bytes = new Uint8Array(4 * parts.reduce((sum, { length }) => sum + length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const part of parts) {
    for (const value of part) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return bytes;
}

/** What is in project.json of a head. */
export function headShape(head: Head): HeadShape {
  const { features, classes } = head;
  return head.kind === 'linear'
    ? { kind: 'linear', features, classes }
    : { kind: 'hidden', features, units: head.units, classes };
}

/** How many bytes the weights of such a head have. */
export function headByteLength(shape: HeadShape): number {
  return 4 * lengths(shape).reduce((sum, length) => sum + length, 0);
}

function lengths(shape: HeadShape): number[] {
  const { features, classes } = shape;
  return shape.kind === 'linear'
    ? [features * classes, classes]
    : [features * shape.units, shape.units, shape.units * classes, classes];
}

/** The head that `headBytes` wrote. Refused where the length is wrong or a weight is not finite. */
export function readHead(shape: HeadShape, bytes: Uint8Array): Result<Head, ProjectFault> {
  if (bytes.length !== headByteLength(shape)) return failed({ kind: 'bad-head', detail: 'length' });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  const take = (length: number) =>
    Float32Array.from({ length }, () => {
      at += 4;
      return view.getFloat32(at - 4, true);
    });
  const [first, second, third, fourth] = lengths(shape).map(take);
  const empty = new Float32Array();
  for (const part of [first, second, third, fourth]) {
    if (part?.some((value) => !Number.isFinite(value))) {
      return failed({ kind: 'bad-head', detail: 'not a finite number' });
    }
  }
  const { features, classes } = shape;
  if (shape.kind === 'linear') {
    return ok({ kind: 'linear', features, classes, kernel: first ?? empty, bias: second ?? empty });
  }
  return ok({
    kind: 'hidden',
    features,
    units: shape.units,
    classes,
    hiddenKernel: first ?? empty,
    hiddenBias: second ?? empty,
    kernel: third ?? empty,
    bias: fourth ?? empty,
  });
}
