import { toBase64 } from '../base64.ts';

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Text for an element or a quoted attribute, in HTML and in XML. Line breaks become
 * blanks; other control characters, which XML does not allow, and halves of surrogate pairs U+FFFD.
 */
export function escapeText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, (sign) => (/\s/.test(sign) ? ' ' : '\ufffd'))
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

/** The user's text, kept to itself: a name that runs right to left does not turn its neighbours. */
export function userText(text: string): string {
  return `<bdi>${escapeText(text)}</bdi>`;
}

/** A JPEG as the address of an image. */
export function jpegAddress(jpeg: Uint8Array): string {
  return `data:image/jpeg;base64,${new TextDecoder().decode(toBase64(jpeg))}`;
}

/** A drawing of `plots/` as the address of an image. By itself, unlike in a page, it needs its namespace. */
export function svgAddress(svg: string): string {
  const whole = svg.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ');
  return `data:image/svg+xml,${encodeURIComponent(whole)}`;
}
