import { refusal } from '../network/layers-json.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The fields of one protobuf message, of the two wire types that `Message` writes. Whoever reads it
 * names every field that it may have: a file that says more than is understood is refused.
 * Throws a Refusal, `bad-graph`.
 */
export class ReadMessage {
  readonly #fields = new Map<number, (number | Uint8Array)[]>();

  /** @param known numbers of the fields that it may have. */
  constructor(bytes: Uint8Array, known: readonly number[]) {
    let at = 0;
    const varint = () => {
      let value = 0;
      // By multiplication, since shifts end at 32 bits.
      for (let factor = 1; factor < 2 ** 53; factor *= 128) {
        const byte = bytes[at++];
        if (byte === undefined) throw refusal('model.onnx', 'ends within a number');
        value += (byte % 128) * factor;
        if (byte < 128) return value;
      }
      throw refusal('model.onnx', 'a number of more than 53 bits');
    };
    while (at < bytes.length) {
      const tag = varint();
      const field = Math.floor(tag / 8);
      const delimited = tag % 8 === 2;
      if (!known.includes(field) || !(delimited || tag % 8 === 0)) {
        throw refusal('model.onnx', `a field ${field} of wire type ${tag % 8}`);
      }
      const number = varint();
      if (delimited && at + number > bytes.length) throw refusal('model.onnx', 'ends too early');
      const values = this.#fields.get(field) ?? [];
      values.push(delimited ? bytes.subarray(at, at + number) : number);
      this.#fields.set(field, values);
      if (delimited) at += number;
    }
  }

  numbers(field: number): number[] {
    return this.#all(field).map((value) => {
      if (typeof value !== 'number') throw refusal('model.onnx', `field ${field} is no number`);
      return value;
    });
  }

  bytes(field: number): Uint8Array[] {
    return this.#all(field).map((value) => {
      if (typeof value === 'number') throw refusal('model.onnx', `field ${field} is a number`);
      return value;
    });
  }

  texts(field: number): string[] {
    return this.bytes(field).map((bytes) => {
      try {
        return decoder.decode(bytes);
      } catch {
        throw refusal('model.onnx', `field ${field} is no text`);
      }
    });
  }

  /** The value of a field that stands exactly once. */
  number(field: number): number {
    return one(field, this.numbers(field));
  }

  message(field: number): Uint8Array {
    return one(field, this.bytes(field));
  }

  text(field: number): string {
    return one(field, this.texts(field));
  }

  #all(field: number): (number | Uint8Array)[] {
    return this.#fields.get(field) ?? [];
  }
}

function one<Value>(field: number, values: readonly Value[]): Value {
  const [value, ...more] = values;
  if (value === undefined || more.length > 0) {
    throw refusal('model.onnx', `field ${field} stands ${values.length} times`);
  }
  return value;
}
