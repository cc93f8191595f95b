/**
 * factor · x + offset, by channel, in double precision: arithmetic with constants that waits to be
 * folded into a convolution.
 */
export interface ChannelMap {
  /** [channels] */
  readonly factor: Float64Array;
  /** [channels] */
  readonly offset: Float64Array;
}

export function identityMap(channels: number): ChannelMap {
  return { factor: new Float64Array(channels).fill(1), offset: new Float64Array(channels) };
}

export function scaling(factor: Float64Array): ChannelMap {
  return { factor, offset: new Float64Array(factor.length) };
}

export function shifting(offset: Float64Array): ChannelMap {
  return { factor: new Float64Array(offset.length).fill(1), offset };
}

/** x → second(first(x)). */
export function chain(first: ChannelMap, second: ChannelMap): ChannelMap {
  return {
    factor: first.factor.map((factor, channel) => factor * second.factor[channel]),
    offset: first.offset.map(
      (offset, channel) => offset * second.factor[channel] + second.offset[channel],
    ),
  };
}

export function onlyScales({ offset }: ChannelMap): boolean {
  return offset.every((value) => value === 0);
}

export function onlyShifts({ factor }: ChannelMap): boolean {
  return factor.every((value) => value === 1);
}

export function isIdentity(map: ChannelMap): boolean {
  return onlyScales(map) && onlyShifts(map);
}

export function sameMap(one: ChannelMap, other: ChannelMap): boolean {
  return (
    one.factor.every((value, channel) => value === other.factor[channel]) &&
    one.offset.every((value, channel) => value === other.offset[channel])
  );
}
