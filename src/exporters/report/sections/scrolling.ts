import { escapeText } from '../markup.ts';

/** A wide table scrolls by itself, with the keyboard too, and the page stays as wide as its screen. */
export function scrolling(name: string, table: string): string {
  return `<div class="scroll" role="region" tabindex="0" aria-label="${escapeText(name)}">${table}</div>`;
}
