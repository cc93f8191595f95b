import type { EngineFault } from '../protocol.ts';

type Part = Extract<EngineFault, { kind: 'part-not-loaded' }>['part'];

/** A part of the app that is only loaded when needed did not come: the network may be cut. */
export class PartNotLoaded extends Error {
  constructor(
    readonly part: Part,
    cause: unknown,
  ) {
    super(`${part}: ${cause}`);
  }
}
