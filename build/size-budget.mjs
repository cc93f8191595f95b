/**
 * `npm run build` ends with this: how large the app is, gzipped as a host sends it, against its
 * budgets. `node build/size-budget.mjs [FOLDER]`; fails when one is exceeded.
 *
 * The first view is what the page needs until classes can be added and photos dropped: what
 * index.html names, what that imports, and the worker that decodes photos. The whole app is every
 * file of the build but the starter network, whichever of them a visit ever asks for.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const BUDGETS = { 'First view': 200_000, 'Whole app': 1_200_000 };

const dist = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '../dist'));
const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative(dist, path.join(entry.parentPath, entry.name)))
  .map((file) => file.split(path.sep).join('/'))
  .filter((file) => !file.startsWith('backbones/') && !/\.map$|^\.vite\//.test(file));
const text = (file) => readFileSync(path.join(dist, file), 'utf8');
const sizes = new Map(
  files.map((file) => [file, gzipSync(readFileSync(path.join(dist, file)), { level: 9 }).length]),
);

/** Entries, and all that they import at once. */
function withImports(entries) {
  const found = new Set();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    if (!sizes.has(file)) throw new Error(`${file} is named, but not there`);
    found.add(file);
    if (!file.endsWith('.js')) continue;
    for (const [, name] of text(file).matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) {
      waiting.push(`${path.posix.dirname(file)}/${name}`);
    }
  }
  return found;
}

function only(pattern) {
  const [file, ...more] = files.filter((each) => pattern.test(each));
  if (file === undefined || more.length > 0) throw new Error(`one file expected: ${pattern}`);
  return file;
}

const named = text('index.html').matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g);
const page = withImports(['index.html', ...[...named].map(([, file]) => file)]);
const decoder = withImports([only(/\/decode\.worker-[^/]+\.js$/)]);
const engine = withImports([only(/\/engine\.worker-[^/]+\.js$/)]);
const first = new Set([...page, ...decoder]);

const sum = (some) => [...some].reduce((total, file) => total + (sizes.get(file) ?? 0), 0);
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(11);
const row = (what, bytes, note = '') =>
  console.log(`  ${what.padEnd(34)}${kilobytes(bytes)}${note}`);
const total = (what, bytes) => {
  const over = bytes > BUDGETS[what];
  if (over) process.exitCode = 1;
  row(what, bytes, ` of ${kilobytes(BUDGETS[what]).trim()}${over ? '  OVER BUDGET' : ''}`);
};

const script = (file) => file.endsWith('.js');
const later = files.filter((file) => !first.has(file) && !engine.has(file));
const largest = later.toSorted((one, other) => sizes.get(other) - sizes.get(one)).slice(0, 12);

console.log('\nSizes, gzipped:');
row('page, scripts', sum([...page].filter(script)));
row('page, styles, index.html', sum([...page].filter((file) => !script(file))));
row('worker that decodes photos', sum(decoder));
total('First view', sum(first));
row('engine, after it', sum(engine));
for (const file of largest) row(`  ${path.posix.basename(file)}`, sizes.get(file));
row(`${later.length - largest.length} more files`, sum(later) - sum(largest));
total('Whole app', sum(files));
