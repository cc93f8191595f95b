import type { SimilarityLimits } from '../head/known-pictures.ts';
import { verdict } from '../head/verdict.ts';
import { useProject } from '../project/store.ts';
import { modelLabels, outputOrder, type TrainedModel } from '../project/trained-model.ts';
import type { PictureClass } from '../project/types.ts';
import { verdictWords } from '../words/verdict-words.ts';
import { Meters } from './Meters.tsx';
import { NoneOfThese } from './NoneOfThese.tsx';
import {
  type Answer,
  isBy,
  type OpenedFile,
  type PreviewState,
  usePreview,
} from './preview-state.ts';
import { ShowWhy } from './ShowWhy.tsx';
import { Verdict } from './Verdict.tsx';

/** What a model says of the picture, in a line and by class; of the project's own also why, and from when on "None of these". */
export function ModelAnswer({ by, live }: { by: Answer['by']; live: boolean }) {
  const { answer, movedThreshold } = usePreview((state) => state);
  const classes = useProject((state) => state.classes);
  const own = isFile(by) ? null : by;
  const current = answer !== null && isBy(answer, by) ? answer : null;
  const { labels, order } = outputsOf(by, classes);
  const shown = order.map((output) => labels[output] ?? '');
  const probabilities = current && order.map((output) => current.probabilities[output] ?? 0);
  const limits = isFile(by) ? by.limits : limitsOf(by, movedThreshold);
  const said = probabilities && verdict(probabilities, current?.similarity ?? null, limits);
  const none = said?.kind === 'none-of-these';
  return (
    <>
      <Verdict words={said && verdictWords(said, shown)} live={live} />
      <Meters labels={shown} probabilities={probabilities} subdued={none} />
      {own !== null && <ShowWhy labels={labels} none={none} live={live} />}
      {own !== null && <NoneOfThese model={own} />}
    </>
  );
}

interface Outputs {
  labels: string[];
  /** Places of the outputs in the order shown. */
  order: number[];
}

/** What a model can say; the project's own as the classes are named and ordered now. */
function outputsOf(by: Answer['by'], classes: PictureClass[]): Outputs {
  if (isFile(by)) return { labels: by.labels, order: [...by.labels.keys()] };
  return { labels: modelLabels(by, classes), order: outputOrder(by, classes) };
}

function isFile(by: Answer['by']): by is OpenedFile {
  return 'fileName' in by;
}

function limitsOf(
  { head, known }: TrainedModel,
  moved: PreviewState['movedThreshold'],
): SimilarityLimits | null {
  return moved?.head === head && known ? { ...known, threshold: moved.threshold } : known;
}
