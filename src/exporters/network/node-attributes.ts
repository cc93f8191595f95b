import * as v from 'valibot';
import type { GraphNode } from '../../backbone/types.ts';
import { refuse } from './refusal.ts';

// model.json holds 64-bit integers as strings, and strings in base64 or as character codes.
const integer = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^-?\d{1,10}$/), v.transform(Number))]),
  v.safeInteger(),
);
// Browsers refuse `atob` called as a method, as valibot would: hence the arrow.
const text = v.union([
  v.pipe(
    v.string(),
    v.maxLength(64),
    v.base64(),
    v.transform((word) => atob(word)),
  ),
  v.pipe(
    v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(127))),
    v.maxLength(64),
    v.transform((codes) => String.fromCharCode(...codes)),
  ),
]);
const integersSchema = v.object({
  list: v.object({ i: v.optional(v.pipe(v.array(integer), v.maxLength(8)), []) }),
});
const textsSchema = v.object({
  list: v.object({ s: v.optional(v.pipe(v.array(text), v.maxLength(8)), []) }),
});
const textSchema = v.object({ s: text });
const numberSchema = v.object({ f: v.pipe(v.number(), v.finite()) });
const flagSchema = v.object({ b: v.boolean() });
const shapeSchema = v.object({
  shape: v.object({ dim: v.pipe(v.array(v.object({ size: integer })), v.maxLength(8)) }),
});

/** A list of whole numbers, e.g. `strides`. Where the node has none: `otherwise`, or a refusal. */
export function integersOf(node: GraphNode, name: string, otherwise?: number[]): number[] {
  return read(node, name, integersSchema)?.list.i ?? otherwise ?? refuse(node, `no ${name}`);
}

/** A word in capitals, e.g. `padding`; the app's runtime does not tell "same" from "SAME" either. */
export function wordOf(node: GraphNode, name: string, otherwise?: string): string {
  const word = read(node, name, textSchema)?.s ?? otherwise ?? refuse(node, `no ${name}`);
  return word.toUpperCase();
}

/** A list of names as they are written, e.g. `fused_ops`. */
export function namesOf(node: GraphNode, name: string): string[] {
  return read(node, name, textsSchema)?.list.s ?? [];
}

export function numberOf(node: GraphNode, name: string, otherwise: number): number {
  return read(node, name, numberSchema)?.f ?? otherwise;
}

export function flagOf(node: GraphNode, name: string): boolean {
  return read(node, name, flagSchema)?.b ?? false;
}

/** A Placeholder's shape, −1 where any length will do; null where it does not tell. */
export function shapeOf(node: GraphNode): number[] | null {
  const parsed = v.safeParse(shapeSchema, node.attr?.shape);
  return parsed.success ? parsed.output.shape.dim.map(({ size }) => size) : null;
}

function read<Output>(
  node: GraphNode,
  name: string,
  schema: v.GenericSchema<unknown, Output>,
): Output | null {
  const value = node.attr?.[name];
  if (value === undefined) return null;
  const parsed = v.safeParse(schema, value);
  return parsed.success ? parsed.output : refuse(node, `unreadable ${name}`);
}
