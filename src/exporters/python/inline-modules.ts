/**
 * One Python file out of several: where it imports one of `modules`, the text of that module takes
 * the import's place, at the first time. Imports stand on one line each, at its start.
 */
export function inlineModules(
  main: string,
  modules: Readonly<Record<string, string>>,
  seen: Set<string> = new Set(),
): string {
  return main.replace(/^(?:from (\w+) )?import .*\n|^from .*\n/gm, (line, from?: string) => {
    const text = from === undefined ? undefined : modules[from];
    const key = text === undefined ? line : `module ${from}`;
    if (seen.has(key)) return '';
    seen.add(key);
    if (text === undefined) return line;
    const heading = text.replace(/^"""(.*)"""\n/, '# $1\n');
    return `\n\n# ${'-'.repeat(70)}\n${inlineModules(heading, modules, seen)}\n`;
  });
}
