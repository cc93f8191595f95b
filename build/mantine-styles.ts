import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** All of Mantine's styles in one sheet. */
const joined = fileURLToPath(import.meta.resolve('@mantine/core/styles.css'));
const COMPONENT = /@mantine\/core\/esm\/(?:components|utils)\/.*?(\w+)\.module\.mjs$/;
const SHEET = /@mantine\/core\/styles\/([\w-]+)\.css$/;
/** One that the app itself imports. */
const FIRST = 'baseline';

/**
 * Gives each of Mantine's components its own style sheet, so that only those of components in use are
 * in the app's one: all of them together are larger than the app's own page. Whichever order they
 * come in, they count in Mantine's, below everything of the app: each is a cascade layer.
 */
export function mantineStyles(): Plugin {
  let dev = false;
  return {
    name: 'mantine-styles',
    enforce: 'pre',
    configResolved: ({ command }) => {
      dev = command === 'serve';
    },
    transform: {
      filter: { id: [COMPONENT, SHEET] },
      handler(code, id) {
        const component = COMPONENT.exec(id)?.[1];
        if (component !== undefined) {
          return { code: `import '@mantine/core/styles/${component}.css';\n${code}`, map: null };
        }
        const name = SHEET.exec(id)?.[1];
        if (name === undefined) return null;
        // The dev server bundles Mantine beforehand, without its plugins: there it gets all of it.
        if (dev) return { code: name === FIRST ? all() : '', map: null };
        return { code: `@layer ${layer(name)} {\n${code}\n}`, map: null };
      },
    },
    // In the page itself: whichever component came first would settle the order otherwise. Before the
    // app's sheet, which is put at the end, and after the character set, which must come early.
    transformIndexHtml: (html) =>
      dev ? html : html.replace('<title>', `<style>${order()}</style>\n    <title>`),
  };
}

function all(): string {
  return readFileSync(joined, 'utf8');
}

/** Layers in the order in which Mantine joins its sheets: what others are made of comes first. */
function order(): string {
  const text = all();
  const folder = path.join(path.dirname(joined), 'styles');
  const names = readdirSync(folder).flatMap((file) => /^([\w-]+)\.css$/.exec(file)?.[1] ?? []);
  const placeOf = (name: string) =>
    text.indexOf(readFileSync(path.join(folder, `${name}.css`), 'utf8').trim());
  const placed = names.map((name) => ({ name, place: placeOf(name) }));
  placed.sort((one, other) => one.place - other.place);
  if (placed.some(({ place }) => place < 0))
    throw new Error('a sheet that styles.css does not hold');
  return `@layer ${placed.map(({ name }) => layer(name)).join(', ')};`;
}

function layer(name: string): string {
  return `mantine.${name}`;
}
