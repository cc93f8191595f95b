/** How large the built app is against its budgets, as `npm run build` says it. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const SCRIPT = path.resolve(import.meta.dirname, '../../build/size-budget.mjs');

/** @returns a row for each budget: the gzipped kB, and the budget as its aim */
export function sizeRows(folder) {
  const { stdout } = spawnSync(process.execPath, [SCRIPT, folder], { encoding: 'utf8' });
  const lines = stdout.matchAll(/^ {2}(\w[\w ]*?) +([\d.]+) kB of ([\d.]+) kB/gm);
  const rows = [...lines].map(([, what, kilobytes, budget]) => ({
    name: 'app-size',
    what,
    kilobytes: Number(kilobytes),
    aims: { kilobytes: Number(budget) },
  }));
  if (rows.length === 0) throw new Error('The sizes of the app could not be told.');
  return rows;
}
