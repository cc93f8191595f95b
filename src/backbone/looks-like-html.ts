/** Whether these are the first bytes of a web page: proxies, sign-in pages and single-page hosts answer with one, and with status 200. */
export function looksLikeHtml(bytes: Uint8Array<ArrayBuffer>): boolean {
  const start = new TextDecoder('utf-8').decode(bytes.subarray(0, 64)).trimStart().toLowerCase();
  return /^<(!doctype|html|head|body|script|\?xml|!--)/.test(start);
}
