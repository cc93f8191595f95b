/** One field of a protobuf message: a number, or the bytes of a text or of a message within. */
export interface ProtobufField {
  field: number;
  value: number | Uint8Array;
}

/** Reads a message that has only varints and length-delimited fields, in their order. */
export function protobufFields(bytes: Uint8Array): ProtobufField[] {
  const fields: ProtobufField[] = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError('the message ends within a number');
      value += (byte % 128) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const field = Math.floor(tag / 8);
    const number = varint();
    if (tag % 8 === 0) {
      fields.push({ field, value: number });
    } else if (tag % 8 === 2) {
      if (at + number > bytes.length) throw new RangeError('the message ends within a field');
      fields.push({ field, value: bytes.subarray(at, at + number) });
      at += number;
    } else {
      throw new RangeError(`wire type ${tag % 8}`);
    }
  }
  return fields;
}

/** The fields of a number that hold bytes. */
export function bytesOf(message: Uint8Array, field: number): Uint8Array[] {
  return protobufFields(message).flatMap((found) =>
    found.field === field && typeof found.value !== 'number' ? [found.value] : [],
  );
}

export function textsOf(message: Uint8Array, field: number): string[] {
  return bytesOf(message, field).map((bytes) => new TextDecoder().decode(bytes));
}

export function numbersOf(message: Uint8Array, field: number): number[] {
  return protobufFields(message).flatMap((found) =>
    found.field === field && typeof found.value === 'number' ? [found.value] : [],
  );
}
