import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { addFiles } from '../capture/add-files.ts';
import {
  drawSketch,
  EXAMPLE_SHAPES,
  type ExampleShape,
  sketch,
} from '../capture/example-shapes.ts';
import { classifyPicture } from '../preview/classify-picture.ts';
import { previewStore } from '../preview/preview-state.ts';
import { exampleClass } from '../project/classes.ts';
import { trainModel } from '../training/train.ts';

const PICTURES_PER_CLASS = 12;

const busyStore = createStore<{ busy: boolean }>(() => ({ busy: false }));

export function useExample(): boolean {
  return useStore(busyStore, (state) => state.busy);
}

/** Draws three classes of shapes, trains on them, and shows the model a drawing it has not seen. */
export async function startExample(): Promise<void> {
  if (busyStore.getState().busy) return;
  busyStore.setState({ busy: true });
  try {
    for (const [index, shape] of EXAMPLE_SHAPES.entries()) {
      const made = await exampleClass(`${shape}s`);
      if (made === null) return;
      const files = await Promise.all(
        Array.from({ length: PICTURES_PER_CLASS }, (_, picture) =>
          drawSketch(
            sketch(shape, 100 * index + picture),
            `${shape.toLowerCase()}-${picture + 1}.png`,
          ),
        ),
      );
      await addFiles(files, made);
    }
  } finally {
    busyStore.setState({ busy: false });
  }
  await trainModel();
  await showUnseenShape();
}

/** Seeds from here on are of pictures that the example was not trained on. */
let unseen = 1_000;

/** Draws one more shape and asks the model what it is. */
export async function showUnseenShape(): Promise<void> {
  unseen += 1;
  const shape: ExampleShape = EXAMPLE_SHAPES[(unseen * 7) % 3] ?? 'Circle';
  previewStore.setState({ source: 'file' });
  await classifyPicture(
    await drawSketch(sketch(shape, unseen), 'a new drawing.png'),
    'a new drawing',
  );
}
