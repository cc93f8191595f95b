/** `labels.txt`: one label a line, for its readers count lines; UTF-8. */
export function labelLines(labels: readonly string[]): Uint8Array<ArrayBuffer> {
  const lines = labels.map((label) => `${label.replace(/[\r\n\u0085\u2028\u2029]+/g, ' ')}\n`);
  return new Uint8Array(new TextEncoder().encode(lines.join('')));
}
