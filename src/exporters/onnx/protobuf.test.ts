import { describe, expect, test } from 'vitest';
import { protobufFields } from '../../../tests/support/protobuf-fields.ts';
import { Message } from './protobuf.ts';

describe('Message', () => {
  test('writes the examples of the encoding guide', () => {
    // https://protobuf.dev/programming-guides/encoding
    expect([...new Message().integer(1, 150).join()]).toEqual([0x08, 0x96, 0x01]);
    expect([...new Message().text(2, 'testing').join()]).toEqual([
      0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67,
    ]);
    expect([...new Message().message(3, new Message().integer(1, 150)).join()]).toEqual([
      0x1a, 0x03, 0x08, 0x96, 0x01,
    ]);
  });

  test.each([0, 1, 127, 128, 16_383, 16_384, 2 ** 31, 2 ** 32 + 5, Number.MAX_SAFE_INTEGER])(
    'keeps %d',
    (value) => {
      expect(protobufFields(new Message().integer(20, value).join())).toEqual([
        { field: 20, value },
      ]);
    },
  );

  test.each([-1, 0.5, Number.NaN, 2 ** 53])('refuses %d', (value) => {
    expect(() => new Message().integer(1, value)).toThrow(RangeError);
  });

  test('writes a list field by field, and what has no bytes', () => {
    const bytes = new Message()
      .integers(8, [3, 300])
      .text(1, '')
      .message(2, new Message())
      .texts(4, ['a', '🎉'])
      .join();
    expect(protobufFields(bytes)).toEqual([
      { field: 8, value: 3 },
      { field: 8, value: 300 },
      { field: 1, value: new Uint8Array() },
      { field: 2, value: new Uint8Array() },
      { field: 4, value: new TextEncoder().encode('a') },
      { field: 4, value: new TextEncoder().encode('🎉') },
    ]);
  });

  test('carries large buffers through levels of messages unchanged', () => {
    const large = Uint8Array.from({ length: 70_000 }, (_, at) => at % 251);
    const inner = new Message().bytes(9, large).integer(2, 1);
    const [outer] = protobufFields(new Message().message(5, inner).join());
    const [read] = protobufFields(outer?.value instanceof Uint8Array ? outer.value : large);
    expect(
      Buffer.compare(read?.value instanceof Uint8Array ? read.value : inner.join(), large),
    ).toBe(0);
  });
});
