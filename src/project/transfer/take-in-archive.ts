import { folderNames } from '../../exporters/project-file/file-names.ts';
import type { ArchiveContents } from '../../exporters/project-file/types.ts';
import { failed, ok, type Result } from '../../result.ts';
import { chooseBackbone } from '../backbone-choice.ts';
import { embeddingQueue } from '../embedding-queue.ts';
import { tellOtherTabs } from '../other-tabs.ts';
import { keepRun } from '../runs.ts';
import { storageFault } from '../saving.ts';
import { allSamples, arrange, type ProjectState, projectStore } from '../store.ts';
import type { ClassId, PictureClass } from '../types.ts';
import { modelFrom } from './carried-model.ts';
import { type Change, commit } from './commit.ts';
import { withPortable } from './portable-settings.ts';
import {
  discard,
  type Prepare,
  type RefusedPicture,
  type Staged,
  type StageFault,
  stage,
} from './stage.ts';

/** What came of an archive. */
export interface TakenIn {
  classes: number;
  pictures: number;
  hasModel: boolean;
  refused: RefusedPicture[];
}

/**
 * Puts an archive's classes and images in place of the open project, or beside it. All of it is on
 * disk before anything of the open project changes; on any fault nothing has changed.
 */
export async function takeInArchive(
  contents: ArchiveContents,
  mode: 'replace' | 'add',
  fileName: string,
  prepare: Prepare,
  signal: AbortSignal,
  onFraction: (fraction: number) => void,
): Promise<Result<TakenIn, StageFault | { kind: 'not-finished' }>> {
  const made = await stage(contents, prepare, signal, onFraction);
  if (!made.ok) return made;
  const staged = made.value;
  const before = projectStore.getState();
  const { change, after } =
    mode === 'replace'
      ? replacing(contents, staged, before, fileName)
      : adding(contents, staged, before, fileName);
  try {
    if (!(await commit(change))) return failed({ kind: 'not-finished' });
  } catch (error) {
    await discard(staged);
    return failed({ kind: 'not-saved', storage: storageFault(error) });
  }
  projectStore.setState(after);
  tellOtherTabs();
  embeddingQueue.wake();
  const {
    model,
    settings: { baseNetwork },
  } = projectStore.getState();
  if (mode === 'replace' && model !== null) await keepRun(model, 'opened');
  if (baseNetwork !== before.settings.baseNetwork) void chooseBackbone(baseNetwork);
  return ok({
    classes: staged.classes.length,
    pictures: staged.samples.length,
    hasModel: mode === 'replace' && projectStore.getState().model !== null,
    refused: staged.refused,
  });
}

interface Step {
  change: Change;
  /** What the store holds once the change is on disk. */
  after: (now: ProjectState) => Partial<ProjectState>;
}

function replacing(
  { model: carried, settings: carriedSettings }: ArchiveContents,
  { classes, samples, sampleIds, refused }: Staged,
  before: ProjectState,
  fileName: string,
): Step {
  const live = classes.map((each) => ({ ...each, deletedAt: null }));
  const arranged = arrange(live, samples);
  const complete = refused.length === 0;
  const model =
    carried &&
    modelFrom(
      { ...carried, upToDate: carried.upToDate && complete },
      live,
      arranged.samples,
      sampleIds,
    );
  const settings = withPortable(before.settings, carriedSettings ?? {});
  const deletedAt = Date.now();
  const gone = before.classes.map((each) => ({ ...each, deletedAt }));
  const standIns = live.map(({ id }) => ({
    id,
    samples: new Set((arranged.samples[id] ?? []).map((sample) => sample.id)),
  }));
  return {
    change: { classes: [...gone, ...live], moves: [], model, settings },
    after: ({ undoSteps }) => ({
      ...arranged,
      model,
      settings,
      undoSteps: [
        ...undoSteps,
        {
          what: { kind: 'project-opened', name: fileName },
          classes: before.classes,
          samples: allSamples(before),
          model: before.model,
          settings: before.settings,
          standIns,
          ...(model && { cameWith: model.trainedAt }),
        },
      ],
    }),
  };
}

/** Classes join those of the same name; the empty ones of a new project make room. */
function adding(
  contents: ArchiveContents,
  { classes, samples }: Staged,
  before: ProjectState,
  fileName: string,
): Step {
  const join = joining(contents, before);
  const moves = classes.flatMap(({ id, name }, place): [string, string][] => {
    const joined = join(contents.classes[place]?.name ?? name, name);
    return joined === undefined ? [] : [[id, joined]];
  });
  const to = new Map(moves);
  const joined = new Set(to.values());
  const unused = before.classes.filter(
    ({ id, name }) =>
      /^Class \d+$/.test(name) && before.samples[id]?.length === 0 && !joined.has(id),
  );
  const last = before.classes.at(-1)?.order ?? 0;
  const live = classes
    .filter(({ id }) => !to.has(id))
    .map((each, index) => ({ ...each, order: last + 1 + index, deletedAt: null }));
  const added = new Set(samples.map(({ id }) => id));
  const deletedAt = Date.now();
  const gone = unused.map((each) => ({ ...each, deletedAt }));
  const moved = samples.map((each) => ({ ...each, classId: to.get(each.classId) ?? each.classId }));
  return {
    change: { classes: [...gone, ...live], moves },
    after: (now) => ({
      ...arrange(
        [...now.classes.filter(({ id }) => !unused.some((each) => each.id === id)), ...live],
        [...Object.values(now.samples).flat(), ...moved],
      ),
      undoSteps: [
        ...now.undoSteps,
        {
          what: { kind: 'images-opened', name: fileName },
          classes: unused,
          samples: [],
          model: before.model,
          standIns: live.map(({ id }) => ({ id, samples: added })),
          added,
        },
      ],
    }),
  };
}

/**
 * Finds the class that an archive's class joins: one of its name, or, for a folder, one whose images
 * *Download images* would put into such a folder.
 */
function joining(
  { kind }: ArchiveContents,
  { classes, samples }: ProjectState,
): (written: string, name: string) => ClassId | undefined {
  const byName = new Map(classes.map((each) => [each.name, each.id]));
  if (kind !== 'folders') return (_written, name) => byName.get(name);
  // First those that *Download images* writes, so that they get the folders that it gave them.
  const downloaded = (each: PictureClass) => each.enabled && (samples[each.id]?.length ?? 0) > 0;
  const sorted = [...classes.filter(downloaded), ...classes.filter((each) => !downloaded(each))];
  const folders = folderNames(sorted.map(({ name }) => name));
  // Some file systems take accents apart.
  return (written, name) =>
    sorted[folders.indexOf(written.normalize('NFC'))]?.id ?? byName.get(name);
}
