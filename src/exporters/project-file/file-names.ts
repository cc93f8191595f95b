/** Code points; in UTF-8 they fit the 255 bytes of a name on every system. */
const LONGEST = 60;
/** https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file */
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * A name that every file system takes, as near to `name` as can be: any script, no slashes, nothing
 * that Windows forbids, not hidden.
 */
export function safeName(name: string, otherwise: string): string {
  const plain = name.normalize('NFC').replace(FORBIDDEN, '_').trim();
  const short = [...plain]
    .slice(0, LONGEST)
    .join('')
    .replace(/[. ]+$/, '');
  const shown = short.replace(/^\.+/, '_').replace(DEVICE, '$1_');
  return shown === '' || shown === '__MACOSX' ? otherwise : shown;
}

/** Hands out names that differ by more than upper and lower case: "cat", "cat 2", "cat 3". */
export class UniqueNames {
  readonly #taken = new Set<string>();
  readonly #next = new Map<string, number>();

  take(name: string, ending = ''): string {
    const key = name.toLowerCase();
    let number = this.#next.get(key) ?? 1;
    let candidate = name;
    while (number > 1 || this.#taken.has((candidate + ending).toLowerCase())) {
      number = Math.max(2, number);
      candidate = `${name} ${number}`;
      if (!this.#taken.has((candidate + ending).toLowerCase())) break;
      number += 1;
    }
    this.#next.set(key, number === 1 ? 1 : number + 1);
    this.#taken.add((candidate + ending).toLowerCase());
    return candidate + ending;
  }
}

/** A folder for each class, in their order; none is called as one of the files beside them. */
export function folderNames(
  classNames: readonly string[],
  files: readonly string[] = [],
): string[] {
  const unique = new UniqueNames();
  for (const file of files) unique.take(file);
  return classNames.map((name) => unique.take(safeName(name, 'class')));
}

/** The name of a file without its ending. */
export function stem(fileName: string): string {
  return fileName.replace(/\.[^.]{1,5}$/, '');
}

export const ENDINGS = { 'image/jpeg': '.jpg', 'image/png': '.png', 'image/webp': '.webp' };
