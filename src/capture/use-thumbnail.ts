import { useEffect, useState } from 'react';
import { type ThumbnailUrl, wishForThumbnail } from '../project/thumbnails.ts';
import type { Sample } from '../project/types.ts';

/**
 * A sample's thumbnail; null until it is there.
 * @param wanted false where it is out of sight: it is not asked for then.
 */
export function useThumbnail(sample: Sample, wanted: boolean): ThumbnailUrl | null {
  const [url, setUrl] = useState<ThumbnailUrl | null>(null);
  useEffect(() => (wanted ? wishForThumbnail(sample, setUrl) : undefined), [sample, wanted]);
  return url;
}
