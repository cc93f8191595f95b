import { modelLabels, type TrainedModel } from '../../project/trained-model.ts';
import type { ClassId, PictureClass, Sample, SampleId } from '../../project/types.ts';
import type { MapPoint } from './map-point.ts';
import type { Place } from './map-view.ts';

/** What a sample was taken for, wrongly, by a model that had not seen it. */
export interface Mistake {
  /** One of the model's outputs. */
  predicted: number;
  /** 0 to 1. */
  confidence: number;
}

interface Project {
  classes: PictureClass[];
  samples: Record<ClassId, Sample[]>;
}

/** The classes' names: those of the model's outputs, then of the classes that it does not know. */
export function mapClasses(
  model: TrainedModel,
  classes: PictureClass[],
): { ids: ClassId[]; names: string[] } {
  const others = classes.filter(({ id }) => !model.classIds.includes(id));
  return {
    ids: [...model.classIds, ...others.map(({ id }) => id)],
    names: [...modelLabels(model, classes), ...others.map(({ name }) => name)],
  };
}

/** The samples that have a place. A mistake is none any more once its sample was moved to what it was taken for. */
export function mapPoints(
  model: TrainedModel,
  { classes, samples }: Project,
  places: ReadonlyMap<SampleId, Place>,
  mistakes: ReadonlyMap<SampleId, Mistake>,
): MapPoint[] {
  const { ids, names } = mapClasses(model, classes);
  return ids.flatMap((classId, classIndex) =>
    (samples[classId] ?? []).flatMap(({ id, name }): MapPoint[] => {
      const place = places.get(id);
      if (place === undefined) return [];
      const mistake = mistakes.get(id);
      const wrong = mistake !== undefined && mistake.predicted !== classIndex ? mistake : null;
      const takenFor = wrong === null ? null : (names[wrong.predicted] ?? null);
      const said = `${names[classIndex]}: ${name}`;
      return [
        {
          id,
          ...place,
          classIndex,
          name,
          takenFor,
          confidence: wrong?.confidence ?? null,
          label: takenFor === null ? said : `${said}, taken for ${takenFor}`,
        },
      ];
    }),
  );
}
