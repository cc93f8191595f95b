import * as v from 'valibot';
import { joinBytes } from '../backbone/join-bytes.ts';
import { PREPROCESSING } from '../picture/preprocessing.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { MetadataSchema } from './metadata.ts';
import { encodePng } from './png.ts';
import type { TfjsModel } from './tfjs-model.ts';
import type { GoldenPicture, ModelMetadata } from './types.ts';
import type { EmptyWebPage } from './web-page.ts';
import {
  type GoldenPart,
  MODEL_PLACE,
  WEB_PAGE_PARTS,
  type WebPagePart,
} from './web-page-parts.ts';

const { size } = PREPROCESSING;

/**
 * *Download model → Web page*: one HTML file that holds everything it needs.
 *
 * @param page the page without a model.
 * @throws RangeError when that page has not exactly one place for a model.
 */
export function webPageFile(
  { modelJson, weights }: TfjsModel,
  metadata: ModelMetadata,
  golden: readonly GoldenPicture[],
  page: EmptyWebPage,
): Uint8Array<ArrayBuffer> {
  const [before, after, ...more] = page.html.split(MODEL_PLACE);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new RangeError('one place for a model expected');
  }
  const goldenParts = golden.map(
    ({ pixels, probabilities }): GoldenPart => ({
      png: ascii(toBase64(encodePng(pixels, size, size))),
      probabilities,
    }),
  );
  return joinBytes([
    utf8(before),
    ...element('metadata', json(JSON.stringify(metadata))),
    ...element('model', json(modelJson)),
    ...element('weights', toBase64(weights)),
    ...element('wasm', toBase64(page.wasm)),
    ...element('golden', json(JSON.stringify(goldenParts))),
    utf8(after),
  ]);
}

/**
 * The model out of a page that `webPageFile` wrote, as that page will read it; null where the bytes
 * are no such page, or a damaged one.
 */
export function readWebPage(
  page: Uint8Array,
): { model: TfjsModel; metadata: ModelMetadata } | null {
  try {
    const html = new TextDecoder('utf-8', { fatal: true }).decode(page);
    const modelJson = partOf(html, 'model');
    const weights = partOf(html, 'weights');
    const metadata = v.safeParse(MetadataSchema, JSON.parse(partOf(html, 'metadata') ?? ''));
    return modelJson === null || weights === null || !metadata.success
      ? null
      : { model: { modelJson, weights: fromBase64(weights) }, metadata: metadata.output };
  } catch {
    return null;
  }
}

function partOf(html: string, part: WebPagePart): string | null {
  const opening = openingTag(part);
  const start = html.indexOf(opening);
  const end = html.indexOf('<', start + opening.length);
  return start < 0 || end < 0 ? null : html.slice(start + opening.length, end);
}

function openingTag(part: WebPagePart): string {
  const { id, type } = WEB_PAGE_PARTS[part];
  return `<script type="${type}" id="${id}">`;
}

function element(part: WebPagePart, content: Uint8Array): Uint8Array[] {
  return [utf8(openingTag(part)), content, utf8('</script>\n')];
}

/** Without "<" no text, whatever the labels are, ends its element or begins another. */
function json(text: string): Uint8Array {
  return utf8(text.replaceAll('<', '\\u003c'));
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function ascii(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
