import type { ClassId } from '../project/types.ts';

/** Id of a class's button "Upload images", to which the focus can be led. */
export function uploadButtonId(id: ClassId): string {
  return `upload-${id}`;
}
