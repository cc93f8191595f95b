/** A file, and where it lies below what was dropped or chosen. */
export interface FoundFile {
  /** "cats/1.jpg" */
  path: string;
  file: File;
}

/** The files of a folder that was chosen, with where they lie in it. */
export function chosenFiles(files: readonly File[]): FoundFile[] {
  return files.map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** Nobody teaches with more; a disk dropped by mistake would keep the page reading for minutes. */
const MOST_FILES = 20_000;

/** A project, a model or images in one file; null where none was dropped. */
export function droppedArchive({ files }: DataTransfer): File | null {
  return [...files].find(({ name }) => /\.(zip|tm)$/i.test(name)) ?? null;
}

/** Names of the folders among what was dropped. Only while the drop event lasts. */
export function droppedFolders({ items }: DataTransfer): string[] {
  return entriesOf(items).flatMap((entry) => (entry.isDirectory ? [entry.name] : []));
}

/**
 * All files that were dropped, and those in the folders among them, at any depth. To be called while
 * the drop event lasts. What cannot be read is left out.
 */
export async function readDropped({ items }: DataTransfer): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  // A stack, not recursion by promises: a folder of thousands is read one after the other.
  const waiting = entriesOf(items).reverse();
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    if (found.length >= MOST_FILES) break;
    if (isFile(entry)) {
      const file = await fileOf(entry);
      if (file !== null) found.push({ path: entry.fullPath.replace(/^\//, ''), file });
    } else if (isFolder(entry)) waiting.push(...(await inside(entry)).reverse());
  }
  return found;
}

function entriesOf(items: DataTransferItemList): FileSystemEntry[] {
  return [...items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

function fileOf(entry: FileSystemFileEntry): Promise<File | null> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(null)));
}

/** Chromium hands out a hundred at a time; an empty answer is the end. */
async function inside(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}
