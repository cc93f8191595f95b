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

/** Waits until each class shows its images, and no more are being read. */
async function allRead(page, classes, each) {
  for (const name of classes) {
    await inClass(page, name).getByText(words(each), { exact: true }).waitFor({ timeout: MINUTE });
  }
  await page.getByText(/^Reading images/).waitFor({ state: 'detached', timeout: MINUTE });
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

const allCounted = ({ name, total }) => {
  const last = document.querySelector(
    `section[aria-label="${name}"], [role=region][aria-label="${name}"]`,
  );
  return last?.textContent?.includes(total) === true && performance.now();
};

/** Wheels down the page and through a class's pictures, as fast as a hand does. */
async function scroll(page) {
  const grid = page.getByRole('listbox').first();
  for (const target of [grid, page.locator('body')]) {
    const box = await target.boundingBox();
    if (box === null) throw new Error('nothing to scroll');
    await page.mouse.move(box.x + box.width / 2, box.y + Math.min(box.height, 300) / 2);
    for (let turn = 0; turn < 60; turn++) {
      await page.mouse.wheel(0, turn < 40 ? 400 : -600);
      await page.waitForTimeout(25);
    }
  }
}

/**
 * In this order, each on what the one before has left. `opens`: a new page, whose own beginning is
 * measured; `repeats`: may be done again. `before` is not measured.
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
    run: (page, { photos }) =>
      timed(async () => {
        const half = photos.length / 2;
        const classes = ['Class 1', 'Class 2'];
        for (const [at, name] of classes.entries()) {
          const files = photos.slice(at * half, (at + 1) * half);
          await inClass(page, name).getByLabel('Image files').setInputFiles(files);
        }
        await allRead(page, classes, half);
      }),
    aims: SMOOTH,
  },
  {
    name: 'app-train',
    what: 'train on them, with its report',
    repeats: true,
    run: (page) =>
      timed(async () => {
        await page.getByRole('button', { name: 'Train model' }).click();
        const outcome = page.getByRole('status').filter({ hasText: 'Model trained' });
        await page.getByRole('progressbar', { name: 'Training' }).waitFor({ timeout: MINUTE });
        await outcome.waitFor({ timeout: 5 * MINUTE });
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
    what: 'open a project of 10,000, until every class is counted',
    before: (seed) => seed(10_000, 50),
    opens: true,
    repeats: true,
    run: (page) => ageWhen(page, allCounted, { name: 'Class 50', total: words(200) }),
    aims: { milliseconds: 2_000 },
  },
  {
    name: 'app-scroll-10000',
    what: 'scroll through it',
    run: (page) => timed(() => scroll(page)),
    aims: { ...SMOOTH, pageMegabytes: 300 },
  },
];
