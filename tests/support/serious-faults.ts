import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** One line for each fault that axe calls serious or critical. */
export async function seriousFaults(page: Page): Promise<string[]> {
  // Evaluated, not added as a script: the page's own policy would refuse that.
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const axe: { run(): Promise<AxeResults> } = Reflect.get(window, 'axe');
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
      );
  });
}
