import { type ChannelMap, isIdentity, onlyScales, sameMap } from './channel-map.ts';
import {
  type Draft,
  type DraftConvolution,
  type DraftId,
  isPadded,
  type Reading,
} from './draft.ts';
import { foldKernel } from './fold-kernel.ts';
import { Refusal } from './refusal.ts';
import { type Activation, IMAGE, type Operation, type ValueId } from './types.ts';

/** Turns settled drafts into operations, with an `affine` for each map that nothing could take. */
export class OperationWriter {
  readonly operations: Operation[] = [];
  readonly #values = new Map<DraftId, ValueId>([[IMAGE, IMAGE]]);
  readonly #affines: { source: DraftId; map: ChannelMap; value: ValueId }[] = [];
  readonly #counts = new Map<Operation['kind'], number>();
  readonly #imageShape: Operation['shape'];

  constructor(imageShape: Operation['shape']) {
    this.#imageShape = imageShape;
  }

  /** Adds what a draft needs. Drafts must come in their order. */
  write(draft: Draft, id: DraftId): void {
    this.#values.set(id, this.#valueOf(draft));
  }

  /** Where the mapped value is made, after adding an `affine` if need be. */
  read({ source, map }: Reading): ValueId {
    if (isIdentity(map)) return this.#made(source);
    const known = this.#affines.find((one) => one.source === source && sameMap(one.map, map));
    if (known) return known.value;
    const value = this.#affine({ source, map }, 'none');
    this.#affines.push({ source, map, value });
    return value;
  }

  #valueOf(draft: Draft): ValueId {
    const { shape } = draft;
    switch (draft.kind) {
      case 'merged':
        return this.#made(draft.source);
      case 'activation':
        return this.#affine(draft.input, draft.activation);
      case 'average': {
        const input = this.read(draft.input);
        return this.#add({ kind: 'average', name: this.#name('average'), input, shape });
      }
      case 'add':
      case 'multiply': {
        const { kind, activation } = draft;
        const [left, right] = draft.inputs;
        const inputs: [ValueId, ValueId] = [this.read(left), this.read(right)];
        return this.#add({ kind, name: this.#name(kind), inputs, shape, activation });
      }
      default:
        return this.#convolution(draft);
    }
  }

  #convolution(draft: DraftConvolution): ValueId {
    const { kind, kernelSize, stride, padding, activation, shape } = draft;
    // Zeros around the input would have to become the offset.
    const foldable = onlyScales(draft.input.map) || !isPadded(padding);
    const input = foldable ? this.#made(draft.input.source) : this.read(draft.input);
    const { kernel, bias } = foldKernel(draft, foldable ? draft.input.map : null);
    const name = this.#name(kind);
    const how = { kernelSize, kernel, bias, stride, padding, activation };
    return this.#add({ kind, name, input, shape, ...how });
  }

  #affine({ source, map }: Reading, activation: Activation): ValueId {
    const [height, width] = this.#shapeOf(source);
    return this.#add({
      kind: 'affine',
      name: this.#name('affine'),
      input: this.#made(source),
      shape: [height, width, map.factor.length],
      factor: Float32Array.from(map.factor),
      offset: Float32Array.from(map.offset),
      activation,
    });
  }

  #made(source: DraftId): ValueId {
    const value = this.#values.get(source);
    if (value === undefined) throw new RangeError(`draft ${source} comes later`);
    return value;
  }

  #shapeOf(source: DraftId): Operation['shape'] {
    const value = this.#made(source);
    return value === IMAGE ? this.#imageShape : this.operations[value].shape;
  }

  #name(kind: Operation['kind']): string {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    return `${kind}_${count}`;
  }

  #add(operation: Operation): ValueId {
    // A product of finite weights may still be too large for 32 bits, or a batch norm divide by zero.
    const flawed = Object.values(operation).some(
      (part) => part instanceof Float32Array && !part.every(Number.isFinite),
    );
    if (flawed) {
      throw new Refusal({ kind: 'bad-weights', detail: `${operation.name}: not finite` });
    }
    return this.operations.push(operation) - 1;
  }
}
