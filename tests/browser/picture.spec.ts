import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { hasShared, launchOptions, test } from '../support/browser.ts';
import { photos } from '../support/photos.ts';
import type { PictureTools } from './pages/picture.ts';

declare global {
  interface Window {
    pictureTools: PictureTools;
  }
}

const pagesUrl = process.env.PAGES_URL ?? `http://127.0.0.1:${process.env.PAGES_PORT ?? '4818'}/`;

/** A thumbnail is a smaller JPEG with its own roundings; another picture would be tens away. */
const SHADE = 6;

test.use(launchOptions());

test.beforeEach(async ({ page }) => {
  await page.goto(`${pagesUrl}picture.html`);
  await page.waitForFunction(() => 'pictureTools' in window);
});

// What becomes of red, green over blue, yellow: https://exiftool.org/TagNames/EXIF.html (0x0112).
const UPRIGHT = ['rgby', 'gryb', 'ybgr', 'byrg', 'rbgy', 'bryg', 'ygbr', 'gyrb'];
for (const [at, quarters] of UPRIGHT.entries()) {
  const orientation = at + 1;
  test(`EXIF orientation ${orientation} is turned upright, and the EXIF is gone`, async ({
    page,
  }) => {
    const report = await page.evaluate(async (orientation) => {
      const { drawn, withOrientation, take } = window.pictureTools;
      return take(await withOrientation(await drawn(240, 120, 'image/jpeg'), orientation));
    }, orientation);
    const turned = orientation >= 5;
    expect(report).toEqual({
      fault: null,
      type: 'image/jpeg',
      width: turned ? 120 : 240,
      height: turned ? 240 : 120,
      asItWas: false,
      sameCrop: true,
      quarters,
      opaque: true,
      thumbnailOff: expect.any(Number),
    });
    expect(report.thumbnailOff).toBeLessThan(SHADE);
  });
}

for (const type of ['image/jpeg', 'image/png', 'image/webp'] as const) {
  test(`a small ${type} is kept byte for byte, a large one is not`, async ({ page }) => {
    const [small, large, mirrored] = await page.evaluate(async (type) => {
      const { drawn, take } = window.pictureTools;
      const file = await drawn(640, 480, type);
      return [await take(file), await take(await drawn(1400, 700, type)), await take(file, true)];
    }, type);
    const common = { fault: null, sameCrop: true, opaque: true };
    expect(small).toMatchObject({ ...common, type, width: 640, height: 480, asItWas: true });
    expect(small).toMatchObject({ quarters: 'rgby' });
    expect(large).toMatchObject({ ...common, type: 'image/jpeg', width: 640, height: 320 });
    expect(large).toMatchObject({ quarters: 'rgby', asItWas: false });
    expect(mirrored).toMatchObject({ ...common, asItWas: false, quarters: 'gryb' });
    for (const { thumbnailOff } of [small, large, mirrored]) {
      expect(thumbnailOff).toBeLessThan(SHADE);
    }
  });
}

test('what shows through a transparent picture is white, kept or not', async ({ page }) => {
  const [kept, redrawn] = await page.evaluate(async () => {
    const clear = (side: number) => new OffscreenCanvas(side, side);
    const file = async (side: number) => {
      const canvas = clear(side);
      canvas.getContext('2d');
      return canvas.convertToBlob({ type: 'image/png' });
    };
    const { take } = window.pictureTools;
    return [await take(await file(100)), await take(await file(1000))];
  });
  expect(kept).toMatchObject({ asItWas: true, quarters: 'wwww', opaque: true, sameCrop: true });
  expect(redrawn).toMatchObject({ type: 'image/jpeg', quarters: 'wwww', opaque: true });
  expect(kept.thumbnailOff).toBeLessThan(1);
});

for (const type of ['image/jpeg', 'image/png', 'image/webp'] as const) {
  test(`a thumbnail of ${type} is alike with and without WebCodecs`, async ({ page }) => {
    const ways = await page.evaluate(async (type) => {
      const { quadrants, thumbnailsBothWays } = window.pictureTools;
      const canvas = quadrants(640, 480);
      const context = canvas.getContext('2d');
      // Half transparent in the middle, where the format can hold it.
      context?.clearRect(200, 100, 240, 280);
      if (context) context.fillStyle = 'rgb(200 0 0 / 50%)';
      context?.fillRect(200, 100, 240, 280);
      return thumbnailsBothWays(await canvas.convertToBlob({ type, quality: 0.95 }));
    }, type);
    expect(ways?.map(({ decoders }) => decoders)).toEqual([1, 0]);
    for (const { off } of ways ?? []) expect(off).toBeLessThan(SHADE);
  });
}

test('of what is no picture any more there is no thumbnail', async ({ page }) => {
  const faults = await page.evaluate(async () => {
    const { decoder, drawn } = window.pictureTools;
    const jpeg = new Uint8Array(await (await drawn(300, 200, 'image/jpeg')).arrayBuffer());
    const made = await Promise.all(
      [jpeg.slice(0, 100), new Uint8Array(9)].map((bytes) =>
        decoder.thumbnail(bytes, 'image/jpeg'),
      ),
    );
    return made.map((thumbnail) => (thumbnail.ok ? null : thumbnail.fault.kind));
  });
  expect(faults).toEqual(['damaged', 'not-an-image']);
});

test('of an animated GIF the first frame is taken', async ({ page }) => {
  // 2 × 2, a red frame and a blue one.
  const gif =
    'R0lGODlhAgACAIAAAP8AAAAA/yH/C05FVFNDQVBFMi4wAwEAAAAh+QQACgAAACwAAAAAAgACAAACAoRRACH5BAAKAAAALAAAAAACAAIAAAICjF8AOw==';
  const report = await page.evaluate(async (gif) => {
    const bytes = Uint8Array.from(atob(gif), (letter) => letter.charCodeAt(0));
    return window.pictureTools.take(new Blob([bytes], { type: 'image/gif' }));
  }, gif);
  expect(report).toMatchObject({ fault: null, type: 'image/jpeg', width: 2, quarters: 'rrrr' });
});

test('a webcam frame becomes a JPEG, mirrored where wished', async ({ page }) => {
  const [straight, mirrored, closed] = await page.evaluate(async () => {
    const { quadrants, take } = window.pictureTools;
    const frame = async () => createImageBitmap(quadrants(640, 480));
    const last = await frame();
    return [await take(await frame()), await take(last, true), last.width];
  });
  expect(straight).toMatchObject({ type: 'image/jpeg', width: 640, quarters: 'rgby' });
  expect(mirrored).toMatchObject({ quarters: 'gryb', sameCrop: true });
  expect(closed).toBe(0);
});

test('files that are no pictures are refused, each for its own reason', async ({ page }) => {
  const faults = await page.evaluate(async () => {
    const { drawn, take } = window.pictureTools;
    const jpeg = await drawn(300, 200, 'image/jpeg');
    const png = await drawn(300, 200, 'image/png');
    const huge = new Uint8Array(await png.arrayBuffer());
    new DataView(huge.buffer).setUint32(16, 10_000);
    new DataView(huge.buffer).setUint32(20, 5_100);
    const files: Record<string, Blob> = {
      html: new File(['<!doctype html><svg></svg>'], 'a.jpg', { type: 'image/jpeg' }),
      empty: new File([], 'a.jpg'),
      halfJpeg: jpeg.slice(0, jpeg.size / 2),
      jpegHead: jpeg.slice(0, 100),
      halfPng: png.slice(0, png.size / 2),
      huge: new Blob([huge]),
      heavy: new Blob([jpeg, new Uint8Array(41 * 1024 * 1024)]),
      svg: new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>']),
      tiff: new Blob([new Uint8Array([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 0, 0])]),
    };
    const entries = await Promise.all(
      Object.entries(files).map(async ([name, file]) => [name, (await take(file)).fault] as const),
    );
    const aborted = new AbortController();
    aborted.abort();
    const options = { mirror: false, signal: aborted.signal };
    const cancelled = await window.pictureTools.decoder.prepare(jpeg, options);
    return { ...Object.fromEntries(entries), cancelled: cancelled.ok ? null : cancelled.fault };
  });
  expect(faults).toEqual({
    html: { kind: 'not-an-image' },
    empty: { kind: 'empty' },
    halfJpeg: { kind: 'damaged' },
    jpegHead: { kind: 'damaged' },
    halfPng: { kind: 'damaged' },
    huge: { kind: 'too-many-pixels', pixels: 51_000_000, limit: 50_000_000 },
    heavy: { kind: 'too-many-bytes', bytes: expect.any(Number), limit: 41_943_040 },
    svg: { kind: 'unsupported-format', format: 'SVG', openedBy: null },
    tiff: { kind: 'unsupported-format', format: 'TIFF', openedBy: 'Safari' },
    cancelled: { kind: 'cancelled' },
  });
});

test('files given together come out as each does alone, one that has gone away included', async ({
  page,
}) => {
  const [together, alone, lost] = await page.evaluate(async () => {
    const { decoder, drawn, together } = window.pictureTools;
    const root = await navigator.storage.getDirectory();
    const handle = await root.getFileHandle('changed.jpg', { create: true });
    const write = async (content: Blob) => {
      const writable = await handle.createWritable();
      await writable.write(content);
      await writable.close();
    };
    await write(await drawn(300, 200, 'image/jpeg'));
    // What it was is gone with the next writing: the browser refuses to read it.
    const changed = await handle.getFile();
    await write(new Blob(['something else']));
    const files = [
      await drawn(300, 200, 'image/jpeg'),
      new Blob([]),
      // Too large to be read with others: the answer comes in three parts.
      new Blob([await drawn(1000, 700, 'image/png'), new Uint8Array(200_000)]),
      new Blob(['no picture']),
      await drawn(120, 300, 'image/png'),
    ];
    const one = (file: Blob) => decoder.prepare(file, { mirror: false });
    return [
      await together(decoder, files),
      await Promise.all(files.map(one)),
      await together(decoder, [...files.slice(3), changed]),
    ];
  });
  expect(together.map((each) => (each.ok ? each.value.stored.width : each.fault.kind))).toEqual([
    300,
    'empty',
    640,
    'not-an-image',
    120,
  ]);
  expect(together).toEqual(alone);
  expect(lost).toEqual([...alone.slice(3), { ok: false, fault: { kind: 'unreadable' } }]);
});

test('a file that the worker dies of takes no other of its group with it', async ({ page }) => {
  const outcome = await page.evaluate(async () => {
    const { decoder, drawn, together } = window.pictureTools;
    // Ends without an answer, as a crash does, on whatever holds the file of 7 bytes.
    const deadly = `onmessage = ({ data }) => {
      const given = data.argumentList[0].value;
      if ([given].flat().some(({ size }) => size === 7)) throw new Error('dead');
      const answer = { ok: true, value: 'alive' };
      const value = Array.isArray(given) ? given.map(() => answer) : answer;
      postMessage({ id: data.id, type: 'RAW', value });
    };`;
    const spawn = () => {
      const worker = new Worker(URL.createObjectURL(new Blob([deadly])));
      worker.addEventListener('error', (event) => event.preventDefault());
      return worker;
    };
    const other = Reflect.construct(decoder.constructor, [spawn]) as typeof decoder;
    const good = await drawn(50, 50, 'image/png');
    const files = [good, new Blob(['1234567']), good];
    return together(other, files);
  });
  expect(outcome).toEqual([
    { ok: true, value: 'alive' },
    { ok: false, fault: { kind: 'decoder-failed' } },
    { ok: true, value: 'alive' },
  ]);
});

test('a worker that does not start is replaced once, and then the picture is given up', async ({
  page,
}) => {
  const outcome = await page.evaluate(async () => {
    const { decoder, drawn } = window.pictureTools;
    const spawned: Worker[] = [];
    const broken = () => {
      const worker = new Worker(URL.createObjectURL(new Blob(['throw new Error("broken")'])));
      worker.addEventListener('error', (event) => event.preventDefault());
      spawned.push(worker);
      return worker;
    };
    const other = Reflect.construct(decoder.constructor, [broken]) as typeof decoder;
    const result = await other.prepare(await drawn(50, 50, 'image/png'), { mirror: false });
    return { workers: spawned.length, result };
  });
  expect(outcome).toEqual({ workers: 2, result: { ok: false, fault: { kind: 'decoder-failed' } } });
});

test('the page crops as the worker does', async ({ page }) => {
  const [front, mirrored] = await page.evaluate(async () => {
    const { CropCanvas, quadrants, quarters } = window.pictureTools;
    const canvas = new CropCanvas();
    const picture = quadrants(640, 480);
    return [canvas.crop(picture, 640, 480), canvas.crop(picture, 640, 480, true)].map(quarters);
  });
  expect([front, mirrored]).toEqual(['rgby', 'gryb']);
});

test('real photos are kept as they are, and cropped the same each time', async ({ page }) => {
  test.skip(!hasShared, 'no photos beside the checkout');
  for (const file of photos('cats-dogs/cats').slice(0, 20)) {
    const report = await page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      return window.pictureTools.take(new Blob([bytes]));
    }, readFileSync(file).toString('base64'));
    expect(report).toMatchObject({ fault: null, asItWas: true, sameCrop: true });
    expect(report.thumbnailOff).toBeLessThan(SHADE);
  }
});
