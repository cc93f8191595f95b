import { chain, identityMap, isIdentity, onlyShifts, sameMap } from './channel-map.ts';
import {
  type Draft,
  type DraftConvolution,
  type DraftId,
  type Reading,
  readingsOf,
} from './draft.ts';

interface Reader {
  reading: Reading;
  /** Null for the embedding. */
  id: DraftId | null;
}

/**
 * Moves what the readers of a draft do to it into the draft, where all do the same: into the kernel
 * of a convolution, or through a sum into one of its terms (grappler puts a bias behind the residual
 * sum). Then merges a Relu into the draft that only it reads. What is left in a reading is for its
 * reader to fold, or becomes an `affine`.
 */
export function settle(drafts: Draft[], end: Reading): void {
  const readers = readersOf(drafts, end);
  // From the end, so that what a sum hands down meets the terms after it.
  for (let id = drafts.length - 1; id >= 0; id--) {
    const all = readers.get(id) ?? [];
    takeCommonMap(drafts, id, readers);
    if (all.length === 1) mergeActivation(drafts, id, all[0]);
  }
}

function readersOf(drafts: readonly Draft[], end: Reading): Map<DraftId, Reader[]> {
  const readers = new Map<DraftId, Reader[]>();
  const note = (reading: Reading, id: DraftId | null) => {
    const known = readers.get(reading.source);
    if (known) known.push({ reading, id });
    else readers.set(reading.source, [{ reading, id }]);
  };
  drafts.forEach((draft, id) => {
    for (const reading of readingsOf(draft)) note(reading, id);
  });
  note(end, null);
  return readers;
}

function takeCommonMap(
  drafts: readonly Draft[],
  id: DraftId,
  readers: ReadonlyMap<DraftId, readonly Reader[]>,
): void {
  const readings = (readers.get(id) ?? []).map(({ reading }) => reading);
  const [first] = readings;
  if (!first || !readings.every(({ map }) => sameMap(map, first.map))) return;
  const { map } = first;
  const draft = drafts[id];
  if (isLinear(draft)) {
    draft.map = chain(draft.map, map);
  } else {
    if (draft.kind !== 'add' || !onlyShifts(map)) return;
    const term = draft.inputs.find(
      ({ source }) => isLinear(drafts[source]) && readers.get(source)?.length === 1,
    );
    if (!term) return;
    term.map = chain(term.map, map);
  }
  for (const reading of readings) reading.map = identityMap(map.factor.length);
}

/** Whether a map of its result can go into its kernel. Undefined is the image. */
function isLinear(draft: Draft | undefined): draft is DraftConvolution {
  return (
    (draft?.kind === 'convolution' || draft?.kind === 'depthwise') && draft.activation === 'none'
  );
}

function mergeActivation(drafts: Draft[], id: DraftId, only: Reader): void {
  const draft = drafts[id];
  const next = only.id === null ? undefined : drafts[only.id];
  if (only.id === null || next?.kind !== 'activation' || !isIdentity(only.reading.map)) return;
  if (!('activation' in draft) || draft.activation !== 'none') return;
  draft.activation = next.activation;
  drafts[only.id] = { kind: 'merged', source: id, shape: next.shape };
}
