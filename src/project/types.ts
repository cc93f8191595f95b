export type ClassId = string;
export type SampleId = string;

/** One class. Each is a record of its own on disk, so that two tabs never overwrite each other's. */
export interface PictureClass {
  id: ClassId;
  name: string;
  /** Position among the classes; fractions allow moving one without rewriting the others. */
  order: number;
  /** A class that is switched off keeps its samples but is not trained. */
  enabled: boolean;
  /** Made by "Try an example", and gone with it. */
  example: boolean;
  /** Removed, but still to be had back with Undo; milliseconds since 1970. */
  deletedAt: number | null;
}

/** What is known of a sample without reading its picture. On disk it is written after its picture: its presence says "saved". */
export interface Sample {
  id: SampleId;
  classId: ClassId;
  /** One hold of the record button; null for uploads. */
  burstId: string | null;
  /** File name, or "webcam". */
  name: string;
  type: 'image/jpeg' | 'image/png' | 'image/webp';
  width: number;
  height: number;
  addedAt: number;
  /** Never trained on: the model is tried on it, and judged apart. */
  testOnly: boolean;
  /** The class that the user said it is right in, though a model took it for another. */
  fineAs?: ClassId;
  deletedAt: number | null;
}
