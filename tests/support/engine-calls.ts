import type { Page } from '@playwright/test';

/**
 * Counts what a page asks of its workers, by the name of the method called. Call before the page is
 * opened; the count starts anew with every load.
 */
export async function countWorkerCalls(page: Page): Promise<(method: string) => Promise<number>> {
  await page.addInitScript(() => {
    const calls: string[] = [];
    Object.defineProperty(window, 'workerCalls', { value: calls });
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message: unknown, ...rest: unknown[]) {
      // Comlink's messages name the method in `path`.
      if (typeof message === 'object' && message !== null && 'path' in message) {
        calls.push(String(message.path));
      }
      Reflect.apply(post, this, [message, ...rest]);
    };
  });
  return (method) =>
    page.evaluate((wanted) => {
      const calls: unknown = Reflect.get(window, 'workerCalls');
      return Array.isArray(calls) ? calls.filter((call) => call === wanted).length : Number.NaN;
    }, method);
}
