import { FlatTable } from './read-flat-table.ts';
import { refuseFile, refuseOperation } from './read-refusal.ts';
import {
  BUFFER,
  IDENTIFIER,
  MODEL,
  OPERATOR,
  OPERATOR_CODE,
  OPERATORS,
  type ReadName,
  SUBGRAPH,
  VERSION,
} from './read-schema.ts';
import { type ReadTensor, readTensor } from './read-tensor.ts';

export interface ReadOperator {
  name: ReadName;
  /** For a Refusal: its place in the file. */
  place: number;
  /** By their places among the tensors. */
  inputs: number[];
  output: number;
  options: FlatTable;
}

/** What a .tflite file holds, each part checked by itself. */
export interface ReadFile {
  tensors: ReadTensor[];
  operators: ReadOperator[];
  input: number;
  output: number;
}

/** Reads a file's one subgraph. */
export function readFile(bytes: Uint8Array): ReadFile {
  const model = FlatTable.root(bytes, IDENTIFIER);
  const version = model.int32(MODEL.version, 0);
  if (version !== VERSION) refuseFile(`version ${version} of the schema`);
  const [subgraph, ...others] = model.tables(MODEL.subgraphs);
  if (subgraph === undefined || others.length > 0) refuseFile('not one subgraph');
  const buffers = model.tables(MODEL.buffers).map((buffer) => buffer.bytes(BUFFER.data));
  const tensors = subgraph
    .tables(SUBGRAPH.tensors)
    .map((table, place) => readTensor(table, place, buffers));
  const codes = model.tables(MODEL.operatorCodes);
  const single = (places: readonly number[], what: string): number => {
    const [place, ...more] = places;
    if (place === undefined || more.length > 0 || tensors[place] === undefined) {
      return refuseFile(`${what}: not one tensor`);
    }
    return place;
  };
  const operators = subgraph.tables(SUBGRAPH.operators).map((table, place): ReadOperator => {
    const { name, options: optionsType } = kindOf(codes[table.uint32(OPERATOR.code, 0)]);
    const options = table.table(OPERATOR.options);
    if (options === null || table.byte(OPERATOR.optionsType, 0) !== optionsType) {
      return refuseFile(`${name} ${place}: without its options`);
    }
    const inputs = table.int32s(OPERATOR.inputs);
    if (inputs.some((input) => tensors[input] === undefined)) {
      refuseFile(`${name} ${place}: reads no tensor`);
    }
    const output = single(table.int32s(OPERATOR.outputs), `result of ${name} ${place}`);
    return { name, place, inputs, output, options };
  });
  return {
    tensors,
    operators,
    input: single(subgraph.int32s(SUBGRAPH.inputs), 'input'),
    output: single(subgraph.int32s(SUBGRAPH.outputs), 'output'),
  };
}

/** The larger of the two counts: the first, of one byte, was there before there were more than 127 operators. */
function kindOf(code: FlatTable | undefined): { name: ReadName; options: number } {
  if (code === undefined) return refuseFile('an operator of no kind');
  const builtin = Math.max(
    code.byte(OPERATOR_CODE.deprecatedBuiltin, 0),
    code.int32(OPERATOR_CODE.builtin, 0),
  );
  return OPERATORS.get(builtin) ?? refuseOperation(`operator ${builtin}`);
}
