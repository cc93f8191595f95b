import type { ArchiveModel } from '../../exporters/project-file/types.ts';
import { newIdentifier } from '../identifier.ts';
import { dataSignature, readModel, type TrainedModel } from '../trained-model.ts';
import type { ClassId, PictureClass, Sample } from '../types.ts';

/**
 * The signature that a model would have, had it been trained on these pictures: of its own classes,
 * whether they are switched on or not.
 */
function signatureFor(
  classIds: ClassId[],
  classes: PictureClass[],
  samples: Record<ClassId, Sample[]>,
): string {
  const own = classes.map((each) => ({ ...each, enabled: classIds.includes(each.id) }));
  return dataSignature(own, samples);
}

/** What names single samples stays behind: they get other ids. */
function withoutSamples(model: TrainedModel) {
  const { version: _version, judged: _judged, tested: _tested, ...rest } = model;
  return rest;
}

/** A model as a project file carries it, its weights apart. */
export function carriedModel(
  model: TrainedModel,
  classes: PictureClass[],
  samples: Record<ClassId, Sample[]>,
): ArchiveModel {
  const { signature, classIds, ...rest } = withoutSamples(model);
  const places = new Map(classes.map(({ id }, place) => [id, place]));
  return {
    ...rest,
    classes: classIds.map((id) => places.get(id) ?? null),
    upToDate: signatureFor(classIds, classes, samples) === signature,
  };
}

/** The model that a project file carried, for the classes and samples that came with it. */
export function modelFrom(
  { classes: places, upToDate, ...rest }: ArchiveModel,
  classes: PictureClass[],
  samples: Record<ClassId, Sample[]>,
): TrainedModel | null {
  const classIds = places.map((place) =>
    place === null ? newIdentifier() : (classes[place]?.id ?? newIdentifier()),
  );
  const signature = upToDate ? signatureFor(classIds, classes, samples) : 'other pictures';
  return readModel({ version: 1, ...rest, classIds, signature });
}
