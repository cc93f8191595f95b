import { expect, type Page } from '@playwright/test';
import { seriousFaults } from './serious-faults.ts';

const LOOKS = [
  { width: 1280, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'dark' },
  { width: 390, colorScheme: 'light' },
] as const;

/** Expects that axe finds nothing serious on the screen as it is: wide and narrow, light and dark. */
export async function soundInAllLooks(page: Page, screen: string): Promise<void> {
  // Whatever the pointer happens to be over has colours of its own.
  await page.mouse.move(0, 0);
  for (const { width, colorScheme } of LOOKS) {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    // Colours fade from one scheme to the other, and a half-faded text has too little contrast.
    await page.evaluate(async () => {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      // One that is cut off by the next rejects.
      await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    });
    const found = await seriousFaults(page);
    expect.soft(found, `${screen}, ${width} pixels, ${colorScheme}`).toEqual([]);
  }
}
