/** How much memory the pages and their workers take at most, as Linux counts it; nothing elsewhere. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Writing it makes the highest resident size start anew: proc(5), /proc/pid/clear_refs. */
const RESET_PEAK = '5';

/** The browser's renderers: `begin`, some work, and `growth` says by how many MB they grew at most. */
export async function rendererMemory(context) {
  const session = await context.browser().newBrowserCDPSession();
  let before = new Map();
  return {
    async begin() {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      const renderers = processInfo.filter(({ type }) => type === 'renderer');
      before = new Map();
      for (const { id } of renderers.filter(({ id }) => existsSync(`/proc/${id}/clear_refs`))) {
        writeFileSync(`/proc/${id}/clear_refs`, RESET_PEAK);
        before.set(id, kilobytes(id, 'VmRSS'));
      }
    },
    /** Null where it cannot be told. */
    async growth() {
      if (before.size === 0) return null;
      const grown = [...before].map(([id, size]) => kilobytes(id, 'VmHWM') - size);
      return Math.max(0, ...grown) / 1000;
    },
  };
}

function kilobytes(id, field) {
  const status = readFileSync(`/proc/${id}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]);
}
