/** What is done to the app itself, in a browser, as its users do it; and how long it takes them. */

const MINUTE = 60_000;
/** No task on the page may be longer. */
const SMOOTH = { longestTask: 50 };

const inClass = (page, name) => page.getByRole('region', { name, exact: true });
const words = (count) => `${count.toLocaleString('en')} images`;

/** Milliseconds of what is done. */
async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Often enough to time seconds; each look costs the page a moment that is not the app's. */
const LOOK_EVERY_MILLISECONDS = 100;

/** Waits until the page says something, or no longer does. */
function waitFor(page, said, timeout = MINUTE) {
  const polling = LOOK_EVERY_MILLISECONDS;
  return page.waitForFunction(pageSays, said, { polling, timeout });
}

/** Waits until so many embeddings are on disk, where originals come before mirror images. */
async function allRead(page, total) {
  while (!(await page.evaluate(embeddingsOnDisk, total))) {
    await page.waitForTimeout(LOOK_EVERY_MILLISECONDS);
  }
}

/**
 * Drops files on a class. They are in the page before: to hand over five hundred holds it for as
 * long as it takes Chromium's remote control, which no user has.
 */
async function drop(page, name, files) {
  const handed = `files of ${name}`;
  await page.evaluate((id) => {
    const input = Object.assign(document.createElement('input'), { id, type: 'file' });
    input.multiple = true;
    input.hidden = true;
    document.body.append(input);
  }, handed);
  await page.locator(`[id="${handed}"]`).setInputFiles(files);
  return () =>
    page.evaluate(
      ([id, name]) => {
        const dataTransfer = new DataTransfer();
        for (const file of document.getElementById(id).files) dataTransfer.items.add(file);
        const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
        document.querySelector(`[aria-label="${name}"]`).dispatchEvent(event);
      },
      [handed, name],
    );
}

/** Milliseconds from the beginning of the navigation until the page says what is looked for. */
function ageWhen(page, look, argument) {
  return page
    .waitForFunction(look, argument, { polling: 'raf', timeout: MINUTE })
    .then((handle) => handle.jsonValue());
}

const addClassShown = () => {
  const shown = [...document.querySelectorAll('button')].some(
    ({ textContent }) => textContent === 'Add class',
  );
  return shown && performance.now();
};

const pageSays = (words) =>
  document.body.textContent?.includes(words) === true && performance.now();

const embeddingsOnDisk = (total) =>
  new Promise((resolve) => {
    const opening = indexedDB.open('show-and-tell-embeddings');
    opening.onsuccess = () => {
      const disk = opening.result;
      const counting = disk.transaction('vectors').objectStore('vectors').count();
      counting.onsuccess = () => {
        disk.close();
        resolve(counting.result >= total);
      };
    };
  });

const allCounted = ({ name, total }) => {
  const last = document.querySelector(
    `section[aria-label="${name}"], [role=region][aria-label="${name}"]`,
  );
  return last?.textContent?.includes(total) === true && performance.now();
};

/**
 * Where the mouse can reach something, looked for before anything is measured: looking by names takes
 * Playwright a long task of its own in the page.
 */
async function placeOf(target) {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (box === null) throw new Error('nothing there');
  return [box.x + box.width / 2, box.y + Math.min(box.height, 300) / 2];
}

/** Wheels through a class's pictures and down the page, as fast as a hand does. */
async function scroll(page, places) {
  for (const place of places) {
    await page.mouse.move(...place);
    for (let turn = 0; turn < 60; turn++) {
      await page.mouse.wheel(0, turn < 40 ? 400 : -600);
      await page.waitForTimeout(25);
    }
  }
}

/**
 * In this order, each on what the one before has left. `opens`: a new page, whose own beginning is
 * measured; `repeats`: may be done again. `before` and `prepare` are not measured.
 */
export const SCENES = [
  {
    name: 'app-open',
    what: 'open the app, until a class can be added',
    opens: true,
    repeats: true,
    run: (page) => ageWhen(page, addClassShown),
    aims: {},
  },
  {
    name: 'app-drop',
    what: 'give it 1,000 photos, until all are read',
    prepare: async (page, { photos }) => {
      const half = photos.length / 2;
      return [
        await drop(page, 'Class 1', photos.slice(0, half)),
        await drop(page, 'Class 2', photos.slice(half)),
      ];
    },
    run: (page, { photos, prepared }) =>
      timed(async () => {
        for (const drop of prepared) await drop();
        await allRead(page, photos.length);
      }),
    aims: SMOOTH,
  },
  {
    name: 'app-train',
    what: 'train on them, with its report',
    repeats: true,
    prepare: (page) => placeOf(page.getByRole('button', { name: 'Train model' })),
    run: (page, { prepared }) =>
      timed(async () => {
        await page.mouse.click(...prepared);
        await page.waitForFunction(
          () => document.querySelector('[aria-label="Training"]') !== null,
        );
        await waitFor(page, 'Model trained', 5 * MINUTE);
      }),
    aims: SMOOTH,
  },
  {
    name: 'app-follow',
    what: 'follow one photo more, from its being shown to the model in use',
    run: async (page, { photos }) => {
      const [counted, followed] = [words(photos.length / 2 + 1), 'has followed your images'].map(
        (said) => ageWhen(page, pageSays, said),
      );
      const [photo] = photos;
      await inClass(page, 'Class 1').getByLabel('Image files').setInputFiles([photo]);
      return (await followed) - (await counted);
    },
    aims: { milliseconds: 500 },
  },
  {
    name: 'app-open-10000',
    what: 'open a project of 10,000, until its classes can be worked with',
    before: (seed) => seed(10_000, 50),
    opens: true,
    repeats: true,
    run: (page) => ageWhen(page, allCounted, { name: 'Class 3', total: words(200) }),
    aims: { milliseconds: 2_000 },
  },
  {
    name: 'app-fill-10000',
    what: '  until the last of 50, far below, is drawn, too',
    opens: true,
    repeats: true,
    run: (page) => ageWhen(page, allCounted, { name: 'Class 50', total: words(200) }),
    aims: {},
  },
  {
    name: 'app-scroll-10000',
    what: 'scroll through it',
    prepare: async (page) => [
      await placeOf(page.getByRole('listbox').first()),
      await placeOf(page.locator('body')),
    ],
    run: (page, { prepared }) => timed(() => scroll(page, prepared)),
    aims: { ...SMOOTH, pageMegabytes: 300 },
  },
];
