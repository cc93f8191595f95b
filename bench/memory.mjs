/** How much memory the pages and their workers take, as Linux counts it; nothing elsewhere. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Writing it makes the highest resident size start anew: proc(5), /proc/pid/clear_refs. */
const RESET_PEAK = '5';
const LOOK_EVERY_MILLISECONDS = 50;

/** The browser's renderers; a page and its workers share one. */
export async function rendererMemory(context) {
  const session = await context.browser().newBrowserCDPSession();
  const renderers = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const ids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
    return ids.filter((id) => existsSync(`/proc/${id}/clear_refs`));
  };
  return {
    /** Answers a function that says by how many MB a renderer has grown at most since; null where it cannot be told. */
    async watchGrowth() {
      const before = new Map();
      for (const id of await renderers()) {
        writeFileSync(`/proc/${id}/clear_refs`, RESET_PEAK);
        before.set(id, kilobytes(id, 'VmRSS'));
      }
      return () => {
        if (before.size === 0) return null;
        const grown = [...before].map(([id, size]) => kilobytes(id, 'VmHWM') - size);
        return Math.max(0, ...grown) / 1000;
      };
    },
    /**
     * Answers a function that says how many MB the largest renderer has had for itself at most: all
     * but the browser's program, which its pages share. Looked at now and then, so a peak of less
     * than 50 milliseconds may be missed.
     */
    async watchPeak() {
      const ids = await renderers();
      let peak = 0;
      const look = () => {
        peak = Math.max(peak, ...ids.map((id) => kilobytes(id, 'RssAnon')));
      };
      const timer = setInterval(look, LOOK_EVERY_MILLISECONDS);
      return () => {
        clearInterval(timer);
        if (ids.length > 0) look();
        return ids.length === 0 ? null : peak / 1000;
      };
    },
  };
}

/** 0 for a process that has ended. */
function kilobytes(id, field) {
  if (!existsSync(`/proc/${id}/status`)) return 0;
  const status = readFileSync(`/proc/${id}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
}
