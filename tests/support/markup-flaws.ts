const VOID = new Set(['meta', 'img', 'br', 'link', 'input', 'hr']);
const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z-]+(?:="[^"<>]*")?)*)\s*(\/?)>/y;

/**
 * What is not well-formed in a page or a drawing: tags that do not pair, bare "<", ">" or "&",
 * ids that occur twice. A small check for markup that we write ourselves, no parser of the web's.
 */
export function markupFlaws(markup: string): string[] {
  const flaws: string[] = [];
  const open: string[] = [];
  const ids = new Set<string>();
  let at = markup.startsWith('<!DOCTYPE html>') ? 15 : 0;
  while (at < markup.length) {
    const next = markup.indexOf('<', at);
    const text = markup.slice(at, next < 0 ? undefined : next);
    const entities = /&(?!(amp|lt|gt|quot|#39);)/;
    if (open.at(-1) !== 'style' && (entities.test(text) || text.includes('>'))) {
      flaws.push(`text: ${text.slice(0, 60)}`);
    }
    if (next < 0) break;
    TAG.lastIndex = next;
    const found = TAG.exec(markup);
    if (!found) return [...flaws, `tag: ${markup.slice(next, next + 60)}`];
    const [whole, closing, name = '', attributes = '', selfClosing] = found;
    if (entities.test(attributes)) flaws.push(`attribute: ${whole}`);
    const id = /\sid="([^"]*)"/.exec(attributes)?.[1];
    if (id !== undefined && ids.size === ids.add(id).size) flaws.push(`id: ${id}`);
    if (closing) {
      const expected = open.pop();
      if (expected !== name) flaws.push(`</${name}> closes <${expected}>`);
    } else if (!selfClosing && !VOID.has(name)) open.push(name);
    at = next + whole.length;
  }
  return [...flaws, ...open.map((name) => `<${name}> is never closed`)];
}
