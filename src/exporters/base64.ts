const ALPHABET = new TextEncoder().encode(
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
);
const PAD = 61;

/** Base64 (RFC 4648) of `bytes`, as ASCII: at the size of a network a string would double the memory. */
export function toBase64(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = new Uint8Array(4 * Math.ceil(bytes.length / 3));
  let to = 0;
  for (let from = 0; from < bytes.length; from += 3) {
    const three =
      ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
    for (let shift = 18; shift >= 0; shift -= 6) text[to++] = ALPHABET[(three >> shift) & 63] ?? 0;
  }
  const rest = bytes.length % 3;
  if (rest > 0) text.fill(PAD, text.length - 3 + rest);
  return text;
}

/** @throws DOMException (`InvalidCharacterError`) where `text` is not base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/** Whether a text is base64 of so many bytes. */
export function isBase64(text: string, bytes: number): boolean {
  // The length first: no pattern is tried on more text than there should be.
  if (text.length !== base64Length(bytes)) return false;
  const padding = (3 - (bytes % 3)) % 3;
  return (
    text.endsWith('='.repeat(padding)) &&
    /^[A-Za-z0-9+/]*$/.test(text.slice(0, text.length - padding))
  );
}

/** How many signs so many bytes become. */
export function base64Length(bytes: number): number {
  return 4 * Math.ceil(bytes / 3);
}
