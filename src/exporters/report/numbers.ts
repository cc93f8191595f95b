/** 0.935 → "93.5 %"; the space does not break. "–" where the figure is not defined. */
export function percentText(share: number | null, digits = 1): string {
  return share === null ? '–' : `${(100 * share).toFixed(digits)}\u00a0%`;
}

/** "94 % to 98 %" */
export function intervalText({ low, high }: { low: number; high: number }): string {
  return `${percentText(low)} to ${percentText(high)}`;
}

/** "1 image", "1,200 images". */
export function imagesText(count: number): string {
  return `${countText(count)} ${count === 1 ? 'image' : 'images'}`;
}

/** "1,200"; a mean of whole numbers is rounded. */
export function countText(count: number): string {
  return Math.round(count).toLocaleString('en');
}

/** "24 November 2026, 00:35 UTC" of an ISO 8601 date; the text itself where it is none. */
export function dateText(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const text = date.toLocaleString('en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return `${text.replace(' at ', ', ')} UTC`;
}
