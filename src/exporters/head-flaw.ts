import type { Head } from '../head/types.ts';

/** What is wrong with a head, or null: array lengths that contradict each other, weights that are not finite. */
export function headFlaw(head: Head): string | null {
  const inputs = head.kind === 'hidden' ? head.units : head.features;
  const arrays: [name: string, values: Float32Array, length: number][] = [
    ['kernel', head.kernel, inputs * head.classes],
    ['bias', head.bias, head.classes],
  ];
  if (head.kind === 'hidden') {
    arrays.push(['hiddenKernel', head.hiddenKernel, head.features * head.units]);
    arrays.push(['hiddenBias', head.hiddenBias, head.units]);
  }
  for (const [name, values, length] of arrays) {
    if (values.length !== length) return `${name} has ${values.length} values, not ${length}`;
    if (!values.every(Number.isFinite)) return `${name} is not finite`;
  }
  return null;
}
