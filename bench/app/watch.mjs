/** What the app's page goes through while something is done to it. */

const LOOK_EVERY_MILLISECONDS = 100;

/** Runs in the page, before any of its own code. */
function startWatching() {
  const seen = { longestTask: 0, longestFrame: 0 };
  window.benchWatch = seen;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      seen.longestTask = Math.max(seen.longestTask, duration);
    }
  }).observe({ type: 'longtask', buffered: true });
  let last = performance.now();
  const frame = (now) => {
    seen.longestFrame = Math.max(seen.longestFrame, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

/** Each page of the context is watched from here on. */
export async function watchPages(context) {
  await context.addInitScript(startWatching);
}

/**
 * Does something to a page that is watched.
 * @param {(page) => Promise<number>} work answers its milliseconds
 * @returns its time, and the most that was seen meanwhile: `longestTask` 0 where none took 50 ms,
 * which the browser counts from; `pageMegabytes` the page's objects and buffers, `megabytes` all
 * that page and workers have in memory.
 */
export async function watched(page, memory, work) {
  const peak = await memory.watchPeak();
  const heap = await watchHeap(page);
  await page.evaluate(() => Object.assign(window.benchWatch, { longestTask: 0, longestFrame: 0 }));
  const time = await work(page);
  // The observer hears of a task a little after its end.
  await page.waitForTimeout(200);
  const { longestTask, longestFrame } = await page.evaluate(() => window.benchWatch);
  return { time, longestTask, longestFrame, pageMegabytes: await heap(), megabytes: peak() };
}

/** Answers a function that says how many MB the page's own heap has held at most, its buffers included. */
async function watchHeap(page) {
  const session = await page.context().newCDPSession(page);
  let peak = 0;
  let ended = false;
  const look = async () => {
    const used = await session.send('Runtime.getHeapUsage');
    const { usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 } = used;
    peak = Math.max(peak, usedSize + embedderHeapUsedSize + backingStorageSize);
  };
  const looking = (async () => {
    while (!ended) {
      await look();
      await page.waitForTimeout(LOOK_EVERY_MILLISECONDS);
    }
  })();
  return async () => {
    ended = true;
    await looking;
    await session.detach();
    return peak / 1e6;
  };
}
