/**
 * `npm run test:interop`: exports, run by the Python runtimes that their users have. Writes exports
 * into a folder each (`make-exports.ts`, below `INTEROP_EXPORTS`: `<case>/<format>/`), and has the
 * format's check run each on its own golden pictures; and a folder of images with the script that
 * trains on them (`<case>/training/`). Ends with one line that adds them up; where
 * the Python packages cannot be had, says so and is content.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pythonEnvironment } from './python-environment.mjs';

const here = import.meta.dirname;
const root = path.resolve(here, '../..');
const cache = path.join(root, 'node_modules/.cache/interop');
const exportsFolder = path.join(cache, 'exports');

const CHECKS = {
  keras: 'check_keras.py',
  onnx: 'check_onnx.py',
  tflite: 'check_tflite.py',
  training: 'check_training.py',
};
const LONGEST_CHECK = 300_000;

const environment = pythonEnvironment(
  path.join(cache, 'python'),
  path.join(here, 'requirements.txt'),
);
if ('missing' in environment) {
  console.log(`skipped: the Python packages cannot be had (${environment.missing})`);
} else {
  process.exitCode = runChecks(environment.python) ? 0 : 1;
}

function runChecks(python) {
  const made = makeExports();
  const rows = made ? exportFolders().map((folder) => check(python, folder)) : [];
  const width = (column) => Math.max(0, ...rows.map((row) => row[column].length));
  for (const { name, format, verdict, said } of rows) {
    const columns = [name.padEnd(width('name')), format.padEnd(width('format')), verdict, said];
    console.log(columns.join('  '));
  }
  const passed = rows.filter(({ verdict }) => verdict === 'passed').length;
  // Nothing made or nothing found to check is a failure, too.
  const failed = rows.length === 0 || !made ? 1 : rows.length - passed;
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0;
}

function makeExports() {
  rmSync(exportsFolder, { recursive: true, force: true });
  mkdirSync(exportsFolder, { recursive: true });
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const config = path.join(here, 'vitest.config.ts');
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--config', config], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, INTEROP_EXPORTS: exportsFolder },
  });
  return status === 0;
}

function exportFolders() {
  return subfolders(exportsFolder).flatMap((name) =>
    subfolders(path.join(exportsFolder, name)).map((format) => ({ name, format })),
  );
}

function subfolders(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** A check prints a JSON line of what it measured, and exits with another code than 0 where that is too much. */
function check(python, { name, format }) {
  const script = CHECKS[format];
  if (!script) return { name, format, verdict: 'FAILED', said: 'no check for this format' };
  const words = [path.join(here, script), path.join(exportsFolder, name, format)];
  const { status, stdout, stderr, error } = spawnSync(python, words, {
    encoding: 'utf8',
    timeout: LONGEST_CHECK,
  });
  const measured = lastLine(stdout);
  if (status === 0 && measured) return { name, format, verdict: 'passed', said: measured };
  const said = error?.message || measured || lastLine(stderr) || `exit code ${status}`;
  return { name, format, verdict: 'FAILED', said };
}

function lastLine(text) {
  return (text ?? '').trim().split('\n').at(-1) ?? '';
}
