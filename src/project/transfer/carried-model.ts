import type { ArchiveAnswers, ArchiveModel } from '../../exporters/project-file/types.ts';
import { newIdentifier } from '../identifier.ts';
import {
  dataSignature,
  type JudgedSamples,
  readModel,
  type TrainedModel,
} from '../trained-model.ts';
import type { ClassId, PictureClass, Sample, SampleId } from '../types.ts';

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

/** By their place in the file: in the project that it becomes they have other ids. */
function placed(
  { sampleIds, ...answers }: JudgedSamples,
  placeOf: ReadonlyMap<SampleId, number>,
): ArchiveAnswers {
  return { ...answers, places: sampleIds.map((id) => placeOf.get(id) ?? null) };
}

/** A picture that is not there keeps its row, and an id of its own, as one deleted since the training. */
function named(
  { places, ...answers }: ArchiveAnswers,
  sampleIds: readonly (SampleId | null)[],
): JudgedSamples {
  const idOf = (place: number | null) => (place === null ? null : sampleIds[place]);
  return { ...answers, sampleIds: places.map((place) => idOf(place) ?? newIdentifier()) };
}

/**
 * A model as a project file carries it, its weights apart.
 * @param placeOf where each sample stands in the file
 */
export function carriedModel(
  { version: _version, signature, classIds, judged, tested, ...rest }: TrainedModel,
  classes: PictureClass[],
  samples: Record<ClassId, Sample[]>,
  placeOf: ReadonlyMap<SampleId, number>,
): ArchiveModel {
  const places = new Map(classes.map(({ id }, place) => [id, place]));
  return {
    ...rest,
    judged: judged && placed(judged, placeOf),
    tested: tested && placed(tested, placeOf),
    classes: classIds.map((id) => places.get(id) ?? null),
    upToDate: signatureFor(classIds, classes, samples) === signature,
  };
}

/**
 * The model that a project file carried, for the classes and samples that came with it.
 * @param sampleIds by place in the file; null for a picture that could not be read
 */
export function modelFrom(
  { classes: places, upToDate, judged, tested, ...rest }: ArchiveModel,
  classes: PictureClass[],
  samples: Record<ClassId, Sample[]>,
  sampleIds: readonly (SampleId | null)[],
): TrainedModel | null {
  const classIds = places.map((place) =>
    place === null ? newIdentifier() : (classes[place]?.id ?? newIdentifier()),
  );
  const signature = upToDate ? signatureFor(classIds, classes, samples) : 'other pictures';
  return readModel({
    version: 1,
    ...rest,
    judged: judged && named(judged, sampleIds),
    tested: tested && named(tested, sampleIds),
    classIds,
    signature,
  });
}
