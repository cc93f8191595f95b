import { keptWords, undoWords } from '../words/undo-words.ts';
import { chooseBackbone } from './backbone-choice.ts';
import { changeSettings } from './change-settings.ts';
import { changeClassRecord, readSamples, writeClasses, writeSamples } from './disk.ts';
import { embeddingQueue } from './embedding-queue.ts';
import { newIdentifier } from './identifier.ts';
import { saveModel } from './model.ts';
import { dismiss, notify } from './notices.ts';
import { saved } from './saving.ts';
import { arrange, type ProjectState, projectStore, type StandIn, type UndoStep } from './store.ts';
import type { TrainedModel } from './trained-model.ts';
import { portableSettings, withPortable } from './transfer/portable-settings.ts';
import type { ClassId, PictureClass, Sample } from './types.ts';

export const LONGEST_NAME = 80;

/** "Class 3", or the next number that no class has. */
export function freeName(classes: PictureClass[]): string {
  const taken = new Set(classes.map((each) => each.name));
  let number = classes.length + 1;
  while (taken.has(`Class ${number}`)) number += 1;
  return `Class ${number}`;
}

export function newClass(
  classes: PictureClass[],
  fields: Partial<PictureClass> = {},
): PictureClass {
  return {
    id: newIdentifier(),
    name: freeName(classes),
    order: (classes.at(-1)?.order ?? 0) + 1,
    enabled: true,
    example: false,
    deletedAt: null,
    ...fields,
  };
}

/** Adds a class at the end. Returns null when it could not be put on disk. */
export async function addClass(fields: Partial<PictureClass> = {}): Promise<PictureClass | null> {
  const added = newClass(projectStore.getState().classes, fields);
  if (!(await saved(() => writeClasses([added])))) return null;
  projectStore.setState((state) => ({
    classes: [...state.classes, added],
    samples: { ...state.samples, [added.id]: [] },
  }));
  return added;
}

async function changeClass(id: ClassId, change: Partial<PictureClass>): Promise<boolean> {
  const before = projectStore.getState().classes.find((each) => each.id === id);
  if (before === undefined) return false;
  if (!(await saved(() => changeClassRecord(before, change)))) return false;
  projectStore.setState((state) => ({
    classes: state.classes
      .map((each) => (each.id === id ? { ...each, ...change } : each))
      .sort((a, b) => a.order - b.order),
  }));
  return true;
}

/** Names are trimmed. False where the class is as it was: the name was empty, or could not be saved. */
export async function renameClass(id: ClassId, name: string): Promise<boolean> {
  const trimmed = name.trim().slice(0, LONGEST_NAME);
  return trimmed !== '' && changeClass(id, { name: trimmed });
}

export async function switchClass(id: ClassId, enabled: boolean): Promise<void> {
  await changeClass(id, { enabled });
}

/** Moves a class one place up (−1) or down (+1). */
export async function moveClass(id: ClassId, direction: -1 | 1): Promise<void> {
  const { classes } = projectStore.getState();
  const from = classes.findIndex((each) => each.id === id);
  const neighbour = classes[from + direction];
  if (from < 0 || neighbour === undefined) return;
  const beyond = classes[from + 2 * direction];
  const order = beyond ? (neighbour.order + beyond.order) / 2 : neighbour.order + direction;
  await changeClass(id, { order });
}

/**
 * Marks classes and samples as deleted, on disk too, and remembers how to bring them back. They are
 * removed for good at a later start (`load.ts`).
 */
export async function markDeleted(
  classes: PictureClass[],
  samples: Sample[],
  what: UndoStep['what'],
  model: TrainedModel | null = null,
): Promise<boolean> {
  const deletedAt = Date.now();
  const done = await saved(async () => {
    await writeSamples(samples.map((sample) => ({ ...sample, deletedAt })));
    await writeClasses(classes.map((each) => ({ ...each, deletedAt })));
  });
  if (!done) return false;
  const goneClasses = new Set(classes.map((each) => each.id));
  const goneSamples = new Set(samples.map((sample) => sample.id));
  projectStore.setState((state) => ({
    ...without(state, goneClasses, goneSamples),
    undoSteps: [...state.undoSteps, { what, classes, samples, model, standIns: [] }],
  }));
  embeddingQueue.wake();
  const title = undoWords(what);
  const actions = [{ label: 'Undo', run: () => void undo() }];
  notify({ key: 'undo', tone: 'info', title, actions, brief: true });
  return true;
}

function without(state: ProjectState, classes: Set<ClassId>, samples: Set<string>) {
  const kept = state.classes.filter((each) => !classes.has(each.id));
  const left = Object.values(state.samples)
    .flat()
    .filter((sample) => !samples.has(sample.id));
  return arrange(kept, left, state.samples);
}

export async function deleteClass(id: ClassId): Promise<void> {
  const { classes, samples } = projectStore.getState();
  const gone = classes.find((each) => each.id === id);
  if (gone === undefined) return;
  await markDeleted([gone], samples[id] ?? [], { kind: 'class-deleted', name: gone.name });
}

/** Takes back the last deletion, or what was opened last. The user hears which classes had to stay. */
export async function undo(): Promise<void> {
  const step = projectStore.getState().undoSteps.at(-1);
  if (step === undefined) return;
  const before = projectStore.getState();
  const asTheyCame = ({ id, samples }: StandIn) =>
    (before.samples[id] ?? []).every((sample) => samples.has(sample.id));
  const leaving = new Set(step.standIns.filter(asTheyCame).map(({ id }) => id));
  const standIns = before.classes.filter(({ id }) => leaving.has(id));
  const going = Object.values(before.samples)
    .flat()
    .filter(({ id }) => step.added?.has(id));
  const gone = new Set(going.map(({ id }) => id));
  const back = step.samples.map((sample) => asMarkedNow(sample, before));
  let late: Sample[] = [];
  const done = await saved(async () => {
    await writeClasses(step.classes);
    const deletedAt = Date.now();
    await writeSamples([...back, ...going.map((each) => ({ ...each, deletedAt }))]);
    // Last: what a stand-in holds may be the user's only copy until it is back.
    await writeClasses(standIns.map((each) => ({ ...each, deletedAt })));
    // Pictures that were still on their way into a class when it was deleted.
    const revived = new Set(step.classes.map(({ id }) => id));
    if (revived.size > 0) {
      late = (await readSamples()).filter(({ classId }) => revived.has(classId));
    }
  });
  if (!done) return;
  projectStore.setState((state) => ({
    ...arrange(
      [...state.classes.filter(({ id }) => !leaving.has(id)), ...step.classes],
      [
        ...Object.values(state.samples)
          .flat()
          .filter(({ id }) => !gone.has(id)),
        ...late,
        ...back,
      ],
      state.samples,
    ),
    undoSteps: state.undoSteps.filter((other) => other !== step),
  }));
  const { model, settings } = projectStore.getState();
  // An opened project's model goes with it, whichever of its classes have to stay; and so does what
  // it has become by itself.
  const came = new Set(step.standIns.map(({ id }) => id));
  const goes =
    model === null ||
    model.trainedAt === step.cameWith ||
    model.classIds.every((id) => leaving.has(id) || came.has(id));
  if (goes && model !== step.model) await saveModel(step.model);
  if (step.settings !== undefined) {
    const restored = withPortable(settings, portableSettings(step.settings));
    await changeSettings(restored);
    if (restored.baseNetwork !== settings.baseNetwork) void chooseBackbone(restored.baseNetwork);
  }
  dismiss('undo');
  const kept = before.classes.filter(({ id }) => came.has(id) && !leaving.has(id));
  if (kept.length > 0) {
    notify({ key: 'undo', tone: 'info', ...keptWords(kept.map(({ name }) => name)) });
  }
  embeddingQueue.wake();
}

/** A sample as it was, but for the mark "fine", which is no step of Undo. */
function asMarkedNow(sample: Sample, { samples }: ProjectState): Sample {
  const now = samples[sample.classId]?.find(({ id }) => id === sample.id);
  if (now === undefined) return sample;
  const { fineAs: _then, ...rest } = sample;
  return now.fineAs === undefined ? rest : { ...rest, fineAs: now.fineAs };
}

/** A project never stands without classes: two empty ones, as at the very start. */
async function addDefaultClasses(): Promise<StandIn[]> {
  if (projectStore.getState().classes.length > 0) return [];
  const added = [await addClass(), await addClass()];
  return added.flatMap((each) => (each === null ? [] : [{ id: each.id, samples: new Set() }]));
}

/** Removes the classes of "Try an example" with all that is in them. */
export async function removeExample(): Promise<void> {
  const { classes, samples } = projectStore.getState();
  await removeClasses(
    classes.filter((each) => each.example),
    samples,
    { kind: 'example-removed' },
  );
}

/** Removes everything that the user owns but the settings; Undo brings it back. */
export async function removeAll(): Promise<void> {
  const { classes, samples } = projectStore.getState();
  await removeClasses(classes, samples, { kind: 'all-deleted' });
}

async function removeClasses(
  gone: PictureClass[],
  samples: Record<ClassId, Sample[]>,
  what: UndoStep['what'],
): Promise<void> {
  const inside = gone.flatMap((each) => samples[each.id] ?? []);
  const { model } = projectStore.getState();
  const ids = new Set(gone.map((each) => each.id));
  const goesToo = model?.classIds.every((id) => ids.has(id)) ? model : null;
  if (!(await markDeleted(gone, inside, what, goesToo))) return;
  if (goesToo !== null) await saveModel(null);
  const standIns = await addDefaultClasses();
  projectStore.setState(({ undoSteps }) => ({
    undoSteps: undoSteps.map((step) => (step.classes === gone ? { ...step, standIns } : step)),
  }));
}

/** A class for "Try an example": an empty one that has never been used is taken over, else one is added. */
export async function exampleClass(name: string): Promise<ClassId | null> {
  const { classes, samples } = projectStore.getState();
  const untouched = classes.find(
    (each) => !each.example && /^Class \d+$/.test(each.name) && samples[each.id]?.length === 0,
  );
  if (untouched === undefined) return (await addClass({ name, example: true }))?.id ?? null;
  await changeClass(untouched.id, { name, example: true });
  return untouched.id;
}
