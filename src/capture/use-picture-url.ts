import { useEffect, useState } from 'react';
import { readPicture } from '../project/disk.ts';
import type { Sample } from '../project/types.ts';

/** A URL for a sample's picture while the element that shows it is mounted; 'lost' if it is not on disk. */
export function usePictureUrl({ id, type }: Sample): string | null | 'lost' {
  const [url, setUrl] = useState<string | null | 'lost'>(null);
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    void readPicture(id)
      .catch(() => null)
      .then((bytes) => {
        if (gone) return;
        if (bytes === null) return setUrl('lost');
        made = URL.createObjectURL(new Blob([bytes], { type }));
        setUrl(made);
      });
    return () => {
      gone = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [id, type]);
  return url;
}
