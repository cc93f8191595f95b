import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { HARD_LABELS, seededPixels, sourceOf } from '../../tests/support/export-source.ts';
import { smallNetwork } from '../../tests/support/small-networks.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { describeModel } from './metadata.ts';
import { buildTfjsModel } from './tfjs-model.ts';
import type { ExportSource } from './types.ts';
import { emptyWebPage, webPage } from './web-page.ts';
import { readWebPage, webPageFile } from './web-page-file.ts';

const page = await emptyWebPage();
const labels = HARD_LABELS;
const network = smallNetwork({ classes: labels.length });
const model = buildTfjsModel(network, { appVersion: '0.1.0' });
const backbone = { label: 'A <b>network</b>', fingerprint: 'f' } as ExportSource['backbone'];
const metadata = describeModel(sourceOf(backbone, network.head, { labels }), 'web-page');
const golden = [1, 2].map((seed) => ({
  pixels: seededPixels(seed),
  probabilities: labels.map(() => 1 / labels.length),
}));
const file = webPageFile(model, metadata, golden, page);
const html = new TextDecoder().decode(file);

/** Elements as HTML sees them: up to the first closing tag. */
const scripts = [...html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)].map(
  ([, attributes = '', content = '']) => ({ attributes, content }),
);

describe('webPageFile', () => {
  test('has five parts and one script, whatever the labels are', () => {
    expect(scripts.map(({ attributes }) => attributes.trim())).toEqual([
      'type="application/json" id="metadata"',
      'type="application/json" id="model"',
      'type="text/plain" id="weights"',
      'type="text/plain" id="wasm"',
      'type="application/json" id="golden"',
      'type="module"',
    ]);
    const [first, second, , wasm, fifth] = scripts.map(({ content }) => content);
    expect(JSON.parse(first ?? '')).toEqual(metadata);
    expect(JSON.parse(second ?? '')).toEqual(JSON.parse(model.modelJson));
    expect(fromBase64(wasm ?? '')).toEqual(page.wasm);
    expect(JSON.parse(fifth ?? '')).toHaveLength(2);
  });

  test('names nothing outside of itself', () => {
    const outside = html.replace(/<script[\s\S]*?<\/script>/g, '');
    expect(outside.match(/https?:|url\(|@import/g)).toBeNull();
    const urls = [...outside.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url]) => url);
    expect(urls).toEqual(['data:,']);
  });

  test('lets nothing run but its own script and style', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
    const hash = (text: string) => createHash('sha256').update(text).digest('base64');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`script-src 'sha256-${hash(scripts.at(-1)?.content ?? '')}'`);
    expect(policy).toContain(`style-src 'sha256-${hash(style)}'`);
    expect(policy).not.toMatch(/connect-src|unsafe-inline|'unsafe-eval'|https?:/);
    // HTML parsers make one line end of two characters, which would be another hash.
    expect(html).not.toContain('\r');
  });

  test('refuses a page without a place for a model, or with two', () => {
    expect(() => webPageFile(model, metadata, golden, { ...page, html: webPage })).toThrow(
      RangeError,
    );
    expect(() =>
      webPageFile(model, metadata, golden, { ...page, html: page.html + page.html }),
    ).toThrow(RangeError);
  });
});

describe('readWebPage', () => {
  test('gives the model back as it was written', () => {
    const read = readWebPage(file);
    expect(JSON.parse(read?.model.modelJson ?? '')).toEqual(JSON.parse(model.modelJson));
    expect(Buffer.compare(read?.model.weights ?? Buffer.of(), model.weights)).toBe(0);
    expect(read?.metadata).toEqual(metadata);
  });

  test('gives null for what is no such page, or a damaged one', () => {
    expect(readWebPage(new Uint8Array())).toBeNull();
    expect(readWebPage(new TextEncoder().encode(page.html))).toBeNull();
    expect(readWebPage(new TextEncoder().encode(webPage))).toBeNull();
    const weightsAt = html.indexOf('id="weights"');
    expect(readWebPage(new TextEncoder().encode(html.slice(0, weightsAt + 1000)))).toBeNull();
    const broken = `${html.slice(0, weightsAt + 100)}%${html.slice(weightsAt + 101)}`;
    expect(readWebPage(new TextEncoder().encode(broken))).toBeNull();
    expect(readWebPage(Uint8Array.of(0xff, 0xfe, 0xff))).toBeNull();
  });
});

test('base64 is what everyone else writes', () => {
  for (const length of [0, 1, 2, 3, 4, 255, 1000]) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 151 + length) % 256);
    const text = new TextDecoder().decode(toBase64(bytes));
    expect(text).toBe(Buffer.from(bytes).toString('base64'));
    expect(fromBase64(text)).toEqual(bytes);
  }
});
