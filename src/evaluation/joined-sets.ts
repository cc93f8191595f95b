/** Numbers 0 … count − 1, each in a set of its own until sets are joined (Tarjan 1975). */
export interface JoinedSets {
  /** The smallest member of the set. */
  first(member: number): number;
  join(a: number, b: number): void;
}

export function joinedSets(count: number): JoinedSets {
  const parents = Int32Array.from({ length: count }, (_, i) => i);
  const first = (member: number) => {
    let at = member;
    while (parents[at] !== at) {
      // Halving the way each time keeps all ways short.
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  };
  return {
    first,
    join(a, b) {
      const [one, other] = [first(a), first(b)];
      parents[Math.max(one, other)] = Math.min(one, other);
    },
  };
}
