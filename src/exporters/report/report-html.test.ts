import { describe, expect, it } from 'vitest';
import { markupFlaws } from '../../../tests/support/markup-flaws.ts';
import { reportCase } from '../../../tests/support/report-case.ts';
import { fromBase64 } from '../base64.ts';
import { reportHtml } from './report-html.ts';

const HOSTILE = [
  '</script><script>alert(1)</script>',
  '=cmd()',
  `"quotes" & 'more'`,
  '<img src=x onerror="alert(1)">',
  '👩‍🔬 \ud800 \u0000\u0007',
  '\u202eright to left',
  '--><!-- ]]>',
];

describe('reportHtml', () => {
  it('says what the figures are', () => {
    const report = reportCase(['Cats', 'Dogs', 'Birds'], 40);
    const html = reportHtml(report);
    const accuracy = (100 * (report.judged?.accuracy ?? 0)).toFixed(1);
    expect(html).toContain(`<dd>${accuracy}\u00a0%</dd>`);
    expect(html).toContain(`${report.judged?.correct} of 120`);
    expect(html.match(/<table/g)).toHaveLength(7);
    expect(html.match(/<caption/g)).toHaveLength(7);
    expect(html.match(/<svg [^>]*role="img"/g)).toHaveLength(3);
    expect(html.match(/<(h1|h2)>/g)).toHaveLength(6);
    expect(html.match(/taken for/g)?.length).toBeGreaterThan(report.mistakes.length);
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('24 November 2026, 09:12 UTC');
  });

  it('is well-formed and holds no other text than it should, whatever the names are', () => {
    const report = reportCase(HOSTILE, 9);
    const html = reportHtml({
      ...report,
      project: HOSTILE.join(' '),
      backbone: '<b>',
      trainedAt: '<i>never</i>',
      mistakes: report.mistakes.map((mistake, at) => ({
        ...mistake,
        name: HOSTILE[at % HOSTILE.length] ?? '',
      })),
    });
    expect(markupFlaws(html)).toEqual([]);
    expect(html).not.toMatch(/<(script|i|b onerror)\b/);
    expect(html).not.toMatch(/<img/);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('👩‍🔬 \ufffd \ufffd\ufffd');
    // No half of a surrogate pair.
    expect(html).not.toMatch(/\p{Cs}/u);
  });

  it('refers to nothing outside, and forbids it', () => {
    const html = reportHtml(reportCase(['Cats', 'Dogs'], 10));
    expect(html).not.toMatch(/https?:|\burl\(|@import|\bhref|\bsrc=/);
    expect(html).toContain(
      `content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`,
    );
  });

  it('carries thumbnails of mistakes, up to a number', () => {
    const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3);
    const report = reportCase(['Cats', 'Dogs'], 10);
    const mistake = { name: 'a.jpg', given: 0, predicted: 1, confidence: 0.75, jpeg };
    const many = Array.from({ length: 500 }, () => mistake);
    const html = reportHtml({ ...report, mistakes: many });
    const pictures = [...html.matchAll(/<img src="data:image\/jpeg;base64,([^"]+)" alt="">/g)];
    expect(pictures).toHaveLength(120);
    expect(fromBase64(pictures[0]?.[1] ?? '')).toEqual(jpeg);
    expect(html).toContain('500 images taken for another class. The first 120 of them are shown.');
  });

  it('does without a learning curve, a test set, a mistake', () => {
    const report = reportCase(['Cats', 'Dogs'], 10);
    const html = reportHtml({ ...report, learningCurve: null, testSet: null, mistakes: [] });
    expect(markupFlaws(html)).toEqual([]);
    expect(html).not.toContain('Would more images help?');
    expect(html).not.toContain('test set');
    expect(html).toContain('None: every image was named rightly.');
  });

  it('says whether its percentages can be believed, as the app does', () => {
    const sure = reportHtml(reportCase(['Cats', 'Dogs', 'Birds'], 40));
    expect(sure).toMatch(/<b>On images it had not seen\.<\/b> (It is|Yes|On the whole)/);
    expect(sure).toContain('On the test set.</b> There are too few images to tell: of 6 images');
    expect(sure).toMatch(/with this many images, chance alone makes that about \d+\.\d.%/);
    expect(sure).toMatch(
      /calibration error<\/dt><dd>[^<]+<\/dd><dd>[^<]+; chance alone makes about/,
    );
    const few = reportHtml({ ...reportCase(['Cats', 'Dogs'], 14), testSet: null });
    expect(few).toContain('<p>There are too few images to tell: of 28 images');
    expect(few).toMatch(/“how often right”; too few images to tell/);
  });

  it('is of the test set alone where nothing else was judged', () => {
    const html = reportHtml({
      ...reportCase(['Cats', 'Dogs'], 10),
      judged: null,
      learningCurve: null,
    });
    expect(markupFlaws(html)).toEqual([]);
    expect(html).toContain('right on the test set');
    expect(html).not.toContain('had not seen');
    expect(html).not.toContain('cross-validation');
    // Confusion matrix, classes, reliability.
    expect(html.match(/<caption>On the test set<\/caption>/g)).toHaveLength(3);
    expect(html).toContain('<dt>Test images</dt><dd>4</dd>');
  });

  it('says so where the model has followed its images since', () => {
    const report = reportCase(['Cats', 'Dogs'], 10);
    expect(reportHtml(report)).not.toContain('has followed');
    expect(reportHtml({ ...report, followed: true })).toContain(
      'The model has followed its images since these figures were measured.',
    );
  });

  it('writes a dash where a figure is not defined', () => {
    const report = reportCase(['Cats', 'Dogs'], 10);
    const none = { precision: null, recall: null, f1: null, support: 0 };
    const { judged } = report;
    const perClass = judged && { ...judged.perClass, perClass: [none, none] };
    expect(
      reportHtml({ ...report, judged: judged && perClass && { ...judged, perClass } }),
    ).toContain('<td>–</td><td>–</td><td>–</td><td>0</td>');
  });
});
