import type { Page } from '@playwright/test';
import type { PictureClass, Sample } from '../../src/project/types.ts';
import { drawnSeries } from './drawn-pictures.ts';

const DISTINCT = 8;

/** A project as the app itself would have written it: `samples` pictures, dealt out to `classes`. */
export async function writeLargeProject(
  page: Page,
  samples: number,
  classes: number,
): Promise<void> {
  const start = Date.now() - samples;
  const id = (place: number) =>
    `${(start + place).toString(36).padStart(9, '0')}-${place.toString(16).padStart(16, '0')}`;
  const classRecords = Array.from(
    { length: classes },
    (_, place): PictureClass => ({
      id: `class-${place + 1}`,
      name: `Class ${place + 1}`,
      order: place + 1,
      enabled: true,
      example: false,
      deletedAt: null,
    }),
  );
  const sampleRecords = Array.from(
    { length: samples },
    (_, place): Sample => ({
      id: id(place),
      classId: `class-${(place % classes) + 1}`,
      burstId: null,
      name: `photo-${place}.png`,
      type: 'image/png',
      width: 192,
      height: 192,
      addedAt: start + place,
      testOnly: false,
      deletedAt: null,
    }),
  );
  const pictures = drawnSeries('disc', DISTINCT).map(({ buffer }) => [...buffer]);
  await page.evaluate(
    async ({ classRecords, sampleRecords, pictures }) => {
      const write = (database: string, store: string, rows: [string, unknown][]) =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open(database);
          opening.onupgradeneeded = () => opening.result.createObjectStore(store);
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const writing = opening.result.transaction(store, 'readwrite');
            for (const [key, value] of rows) writing.objectStore(store).put(value, key);
            writing.onerror = () => reject(writing.error);
            writing.oncomplete = () => {
              opening.result.close();
              resolve();
            };
          };
        });
      const bytes = pictures.map((picture) => new Uint8Array(picture));
      await write(
        'show-and-tell-pictures',
        'bytes',
        sampleRecords.map(({ id }, place) => [id, bytes[place % bytes.length]]),
      );
      await write(
        'show-and-tell-samples',
        'records',
        sampleRecords.map((each) => [each.id, each]),
      );
      await write(
        'show-and-tell-classes',
        'records',
        classRecords.map((each) => [each.id, each]),
      );
    },
    { classRecords, sampleRecords, pictures },
  );
}
