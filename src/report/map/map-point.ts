import type { SampleId } from '../../project/types.ts';

/** One picture on the map. */
export interface MapPoint {
  id: SampleId;
  /** 0 to 1. */
  x: number;
  y: number;
  classIndex: number;
  name: string;
  /** The class that the model took it for while it had not seen it; null where that was right or is not known. */
  takenFor: string | null;
  /** How sure the model was of `takenFor`, 0 to 1. */
  confidence: number | null;
  /** All of this in words: "cats: photo.jpg, taken for dogs". */
  label: string;
}

/** In the order drawn: those that must not be hidden last; else from top to bottom, so that no class hides another. */
export function inDrawingOrder(
  points: readonly MapPoint[],
  selected: ReadonlySet<SampleId>,
): MapPoint[] {
  const rank = ({ id, takenFor }: MapPoint) => 2 * +selected.has(id) + +(takenFor !== null);
  return [...points].sort((a, b) => rank(a) - rank(b) || a.y - b.y);
}
