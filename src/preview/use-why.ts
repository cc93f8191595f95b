import { useProject } from '../project/store.ts';
import { isBy, usePreview, type Why } from './preview-state.ts';

/** Why the project's model answers as it does, where that is to be shown and is known. */
export function useWhy(): Why | null {
  const model = useProject((state) => state.model);
  return usePreview(({ answer, showWhy }) =>
    showWhy && answer !== null && isBy(answer, model) ? answer.why : null,
  );
}
