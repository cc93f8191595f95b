const LONGEST = 40;

/**
 * A name for a model's zip that every file system takes, e.g. "show-and-tell-cats-dogs.zip":
 * letters and digits of any script, the rest as single hyphens, whole labels only, as many as fit.
 */
export function modelFileName(labels: readonly string[]): string {
  let name = '';
  for (const label of labels) {
    const next = [name, slug(label)].filter(Boolean).join('-');
    if ([...next].length > LONGEST) break;
    name = next;
  }
  return `show-and-tell-${name || 'model'}.zip`;
}

function slug(label: string): string {
  return label
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}
