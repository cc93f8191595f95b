import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const MINUTE = 60_000;

/**
 * A Python that has what `requirements` (a file) asks for: a virtual environment in `folder`, made
 * at the first call and kept until the requirements or the Python change.
 * @returns {{python: string} | {missing: string}} the interpreter's path, or why there is none.
 */
export function pythonEnvironment(folder, requirements) {
  const base = basePython();
  if (!base) return { missing: 'no Python 3 here' };
  const wanted = createHash('sha256')
    .update(base.version)
    .update(readFileSync(requirements))
    .digest('hex');
  const windows = process.platform === 'win32';
  const python = path.join(folder, windows ? 'Scripts/python.exe' : 'bin/python');
  const stamp = path.join(folder, 'made-from');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && runs(python)) {
    return { python };
  }

  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  console.log('Making a Python environment: the first time this loads some hundred MB.');
  // Without retries: where there is no network, each of many would wait.
  const install = ['-m', 'pip', 'install', '--retries', '0', '--quiet', '-r', requirements];
  const fault =
    faultOf(base.command, ['-m', 'venv', folder], 5 * MINUTE) ??
    faultOf(python, install, 30 * MINUTE);
  if (fault) {
    rmSync(folder, { recursive: true, force: true });
    return { missing: fault };
  }
  writeFileSync(stamp, wanted);
  return { python };
}

/** The user's own `PYTHON` before those on the path; on Windows only `python` is usual. */
function basePython() {
  for (const command of [process.env.PYTHON, 'python3', 'python']) {
    if (!command) continue;
    const { status, stdout } = spawnSync(command, ['--version'], { encoding: 'utf8' });
    if (status === 0 && stdout.startsWith('Python 3.')) return { command, version: stdout.trim() };
  }
  return null;
}

function runs(python) {
  return spawnSync(python, ['--version']).status === 0;
}

/** The last line that a failing command says. */
function faultOf(command, words, timeout) {
  const { status, stderr, stdout, error } = spawnSync(command, words, {
    encoding: 'utf8',
    timeout,
  });
  if (status === 0) return null;
  const said = `${stdout ?? ''}\n${stderr ?? ''}`.trim().split('\n').at(-1);
  return `${words.slice(0, 3).join(' ')}: ${error?.message ?? (said || `exit code ${status}`)}`;
}
