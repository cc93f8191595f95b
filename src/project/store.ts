import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { readSettings, type Settings } from './settings.ts';
import type { TrainedModel } from './trained-model.ts';
import type { ClassId, PictureClass, Sample, SampleId } from './types.ts';

/** A class, and all that it held at first. */
export interface StandIn {
  id: ClassId;
  samples: ReadonlySet<SampleId>;
}

/** Something that can be taken back; the records as they were before. */
export interface UndoStep {
  what:
    | { kind: 'class-deleted'; name: string }
    /** `className` is null where they were of several classes. */
    | { kind: 'samples-deleted'; count: number; className: string | null }
    | { kind: 'samples-moved'; count: number; className: string }
    | { kind: 'samples-marked'; count: number; testOnly: boolean }
    /** Of samples that were in another class. */
    | { kind: 'class-made'; count: number; className: string }
    | { kind: 'example-removed' }
    | { kind: 'all-deleted' }
    /** In place of the project that was open. */
    | { kind: 'project-opened'; name: string }
    /** Beside what was there. */
    | { kind: 'images-opened'; name: string };
  classes: PictureClass[];
  samples: Sample[];
  /** The model that went with them; null where it stayed. */
  model: TrainedModel | null;
  /** When the model was trained that came with an opened project: it goes again, a newer one stays. */
  cameWith?: string;
  /** Restored too, where given: those that a project file may carry. */
  settings?: Settings;
  /** The classes that took their place, to go again unless more has come in since. */
  standIns: StandIn[];
  /** Samples that came in with it, to go again from whichever class. */
  added?: ReadonlySet<SampleId>;
}

export interface ProjectState {
  status: 'loading' | 'ready' | 'failed';
  /** Not deleted, in the order shown. */
  classes: PictureClass[];
  /** Not deleted, oldest first; every class has an entry. All of these are on disk. */
  samples: Record<ClassId, Sample[]>;
  settings: Settings;
  model: TrainedModel | null;
  undoSteps: UndoStep[];
}

/** What the user owns, as it stands on disk. Changed only by the actions of this folder. */
export const projectStore = createStore<ProjectState>(() => ({
  status: 'loading',
  classes: [],
  samples: {},
  settings: readSettings(null),
  model: null,
  undoSteps: [],
}));

export function useProject<Slice>(select: (state: ProjectState) => Slice): Slice {
  return useStore(projectStore, select);
}

/**
 * The parts of the state that follow from the records: live ones only, sorted.
 * @param shown what is there now: the list of a class in which nothing has changed stays the very
 * same, so that nothing of it is drawn again.
 */
export function arrange(
  classes: PictureClass[],
  samples: Sample[],
  shown: Record<ClassId, Sample[]> = {},
): Pick<ProjectState, 'classes' | 'samples'> {
  // An undo may meet the same records read from disk meanwhile.
  const live = byId(classes)
    .filter((each) => each.deletedAt === null)
    .sort((a, b) => a.order - b.order || a.id.localeCompare(b.id));
  const byClass: Record<ClassId, Sample[]> = Object.fromEntries(live.map((each) => [each.id, []]));
  for (const sample of byId(samples)) {
    if (sample.deletedAt === null) byClass[sample.classId]?.push(sample);
  }
  for (const { id } of live) {
    const list = byClass[id]?.sort(oldestFirst) ?? [];
    byClass[id] = sameList(shown[id], list) ?? list;
  }
  return { classes: live, samples: byClass };
}

/** The first list, where it holds the same records in the same order. */
function sameList(shown: Sample[] | undefined, list: Sample[]): Sample[] | null {
  const same =
    shown?.length === list.length && shown.every((sample, index) => sample === list[index]);
  return same ? shown : null;
}

/** One of each id: the last. */
function byId<Item extends { id: string }>(items: Item[]): Item[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}

export function oldestFirst(a: Sample, b: Sample): number {
  return a.addedAt - b.addedAt || (a.id < b.id ? -1 : 1);
}

/** All live samples of all classes, class by class. */
export function allSamples(state: Pick<ProjectState, 'classes' | 'samples'>): Sample[] {
  return state.classes.flatMap((each) => state.samples[each.id] ?? []);
}
