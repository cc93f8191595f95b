import { restOfRecordingWords, undoWords } from '../words/undo-words.ts';
import { LONGEST_NAME, markDeleted, newClass, undo } from './classes.ts';
import { writeClasses, writeSamples } from './disk.ts';
import { embeddingQueue } from './embedding-queue.ts';
import { sampleTurn } from './in-turn.ts';
import { type Notice, notify } from './notices.ts';
import { saved } from './saving.ts';
import { allSamples, arrange, projectStore, type UndoStep } from './store.ts';
import type { ClassId, PictureClass, Sample, SampleId } from './types.ts';

/** Deletes samples of whichever classes, as one step of Undo. */
export function deleteChosen(ids: ReadonlySet<SampleId>): Promise<void> {
  return sampleTurn(async () => {
    const { classes } = projectStore.getState();
    const gone = allSamples(projectStore.getState()).filter(({ id }) => ids.has(id));
    if (gone.length === 0) return;
    const from = new Set(gone.map(({ classId }) => classId));
    const only = from.size === 1 ? classes.find(({ id }) => from.has(id)) : undefined;
    const className = only?.name ?? null;
    await markDeleted([], gone, { kind: 'samples-deleted', count: gone.length, className });
  });
}

/** Moves samples of whichever classes into one, on disk too, as one step of Undo. */
export function moveSamples(ids: ReadonlySet<SampleId>, to: ClassId): Promise<void> {
  return sampleTurn(async () => {
    const { classes, samples } = projectStore.getState();
    const target = classes.find(({ id }) => id === to);
    const before = allSamples({ classes, samples }).filter(
      ({ id, classId }) => ids.has(id) && classId !== to,
    );
    if (target === undefined || before.length === 0) return;
    const after = before.map((sample): Sample => ({ ...sample, classId: to }));
    if (!(await saved(() => writeSamples(after)))) return;
    const what: UndoStep['what'] = {
      kind: 'samples-moved',
      count: before.length,
      className: target.name,
    };
    showChanged([], after, { what, classes: [], samples: before, model: null, standIns: [] });
  });
}

/**
 * Moves samples of a class into a new one that stands after it, on disk too, as one step of Undo:
 * "cats" to "cats 2".
 */
export function moveToNewClass(ids: ReadonlySet<SampleId>, from: ClassId): Promise<void> {
  return sampleTurn(async () => {
    const { classes, samples } = projectStore.getState();
    const place = classes.findIndex(({ id }) => id === from);
    const [source, next] = [classes[place], classes[place + 1]];
    const before = (samples[from] ?? []).filter(({ id }) => ids.has(id));
    if (source === undefined || before.length === 0) return;
    const added = newClass(classes, {
      name: nextName(source.name, classes),
      order: next === undefined ? source.order + 1 : (source.order + next.order) / 2,
    });
    const after = before.map((sample): Sample => ({ ...sample, classId: added.id }));
    const done = await saved(async () => {
      await writeClasses([added]);
      await writeSamples(after);
    });
    if (!done) return;
    showChanged([added], after, {
      what: { kind: 'class-made', count: before.length, className: added.name },
      classes: [],
      samples: before,
      model: null,
      standIns: [{ id: added.id, samples: ids }],
    });
  });
}

/**
 * Sets samples of whichever classes aside for testing, or gives them back to training, as one step of
 * Undo. Where that parts the frames of a recording, the user is told, and offered the rest of it.
 */
export function setTestOnly(ids: ReadonlySet<SampleId>, testOnly: boolean): Promise<void> {
  return sampleTurn(async () => {
    const before = allSamples(projectStore.getState()).filter(
      (sample) => ids.has(sample.id) && sample.testOnly !== testOnly,
    );
    if (before.length === 0) return;
    const after = before.map((sample): Sample => ({ ...sample, testOnly }));
    if (!(await saved(() => writeSamples(after)))) return;
    const what: UndoStep['what'] = { kind: 'samples-marked', count: before.length, testOnly };
    const step = { what, classes: [], samples: before, model: null, standIns: [] };
    showChanged([], after, step, offerOfRest(after, testOnly));
    // Back in training they need a mirror image.
    embeddingQueue.wake();
  });
}

/** To do the same with the frames of the same recordings: those left behind nearly show the same. */
function offerOfRest(marked: readonly Sample[], testOnly: boolean): Partial<Notice> {
  const bursts = new Set(marked.flatMap(({ burstId }) => burstId ?? []));
  const ids = new Set(marked.map(({ id }) => id));
  const rest = allSamples(projectStore.getState()).filter(
    (sample) =>
      sample.testOnly !== testOnly &&
      !ids.has(sample.id) &&
      sample.burstId !== null &&
      bursts.has(sample.burstId),
  );
  if (rest.length === 0) return {};
  const { text, label } = restOfRecordingWords(rest.length, testOnly);
  const run = () => void setTestOnly(new Set(rest.map(({ id }) => id)), testOnly);
  return { text, actions: [{ label, run }], brief: false };
}

function showChanged(
  added: PictureClass[],
  changed: Sample[],
  step: UndoStep,
  { actions = [], ...more }: Partial<Notice> = {},
): void {
  projectStore.setState(({ classes, samples, undoSteps }) => ({
    ...arrange([...classes, ...added], [...Object.values(samples).flat(), ...changed], samples),
    undoSteps: [...undoSteps, step],
  }));
  notify({
    key: 'undo',
    tone: 'info',
    title: undoWords(step.what),
    brief: true,
    ...more,
    actions: [...actions, { label: 'Undo', run: () => void undo() }],
  });
}

/** "cats" → "cats 2", or the next number that no class has. */
function nextName(name: string, classes: readonly PictureClass[]): string {
  const taken = new Set(classes.map((each) => each.name));
  for (let number = 2; ; number++) {
    const tail = ` ${number}`;
    const wanted = name.slice(0, LONGEST_NAME - tail.length) + tail;
    if (!taken.has(wanted)) return wanted;
  }
}
