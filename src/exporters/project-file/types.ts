import type { KnownPictures } from '../../head/known-pictures.ts';
import type { Head } from '../../head/types.ts';
import type { ExportFormat } from '../types.ts';
import type { ZipEntry } from '../zip-directory.ts';
import type { ZipFileFault } from '../zip-file.ts';
import type { ProjectModelJson } from './model-schema.ts';

/** A zip of which only the directory and one file at a time are in memory. */
export interface Archive {
  /** Files by path, without folders; the one outer folder of a zip packed by hand is taken off. */
  entries: ReadonlyMap<string, ZipEntry>;
  /** A file's bytes; null where it is damaged, or larger than `limit` bytes. */
  read(entry: ZipEntry, limit: number): Promise<Uint8Array<ArrayBuffer> | null>;
  /** A file's JSON; undefined where it is not there or is not JSON. */
  json(path: string): Promise<unknown>;
}

/** What pictures by class came out of. */
export type ArchiveKind = 'project' | 'folders' | 'teachable-machine' | 'genai-tm';

export interface ArchiveClass {
  name: string;
  enabled: boolean;
  /** Made by "Try an example". */
  example: boolean;
}

/** One picture of an archive, not read yet. */
export interface ArchivePicture {
  /** Place of its class among the classes. */
  place: number;
  /** Pictures with the same number are frames of one recording. */
  burst: number | null;
  name: string;
  /** Milliseconds since 1970; null where the archive does not say. */
  addedAt: number | null;
  /** Never to be trained on. */
  testOnly: boolean;
  /** Marked by the user as right in its class. */
  fine: boolean;
  /** Its file; null where that is missing, damaged, or too large to be a picture. */
  read(): Promise<Blob | null>;
}

/** What a head said of pictures that it had not seen, in one order for all lists. */
export interface ArchiveAnswers {
  /** [n] among the archive's pictures; null for one that is not there. */
  places: (number | null)[];
  /** [n] the output of each one's class. */
  labels: Int32Array<ArrayBuffer>;
  /** [n] pictures of one group are not independent. */
  groups: Int32Array<ArrayBuffer>;
  /** [n] the fold that each was left out with. */
  folds: Int32Array<ArrayBuffer>;
  /** [n, outputs], row-major. */
  probabilities: Float32Array<ArrayBuffer>;
}

/** A trained model of a project, checked; classes by their place, null for one deleted since. */
export type ArchiveModel = Omit<
  ProjectModelJson,
  'head' | 'file' | 'known' | 'ownSimilarities' | 'judged' | 'tested'
> & {
  head: Head;
  judged: ArchiveAnswers | null;
  tested: ArchiveAnswers | null;
  known: KnownPictures | null;
  ownSimilarities: Float32Array<ArrayBuffer> | null;
};

/** Everything that an archive holds, checked but for its pictures. */
export interface ArchiveContents {
  kind: ArchiveKind;
  classes: ArchiveClass[];
  pictures: ArchivePicture[];
  /** As written; null where there are none. Checked by whoever uses them. */
  settings: Record<string, unknown> | null;
  model: ArchiveModel | null;
}

/** Why a file was not opened as a project. */
export type ProjectFault =
  | ZipFileFault
  /** Far more than its own size: nothing that a project holds shrinks so much. */
  | { kind: 'inflates-too-much'; bytes: number; size: number }
  | { kind: 'bad-project'; detail: string }
  | { kind: 'newer-project'; version: number }
  /** Its trained model's weights are damaged, or are not finite numbers. */
  | { kind: 'bad-head'; detail: string }
  /** A model of this app: it can be tried, but holds no project. */
  | { kind: 'is-model' }
  /** A model that this app wrote for other programs. */
  | { kind: 'other-format'; format: ExportFormat }
  /** A model of Teachable Machine, or of another program that writes the same files. */
  | { kind: 'is-foreign-model' }
  | { kind: 'no-pictures' };

/** Why there is no project file. */
export type SaveProjectFault =
  | { kind: 'too-many-pictures'; count: number; limit: number }
  | { kind: 'too-large'; limit: number }
  | { kind: 'cancelled' }
  | { kind: 'failed'; detail: string };
