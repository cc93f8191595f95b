import { IconPhotoOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { usePictureUrl } from '../../capture/use-picture-url.ts';
import type { Sample } from '../../project/types.ts';
import styles from './Mistakes.module.css';

interface Props {
  sample: Sample;
  /** Lies over it. */
  children?: ReactNode;
}

/** The centred square of a sample's picture, which is what the network sees; the words beside it say what is known of it. */
export function SamplePicture({ sample, children }: Props) {
  const url = usePictureUrl(sample);
  return (
    <div className={styles.picture}>
      {url === 'lost' && <IconPhotoOff size={24} aria-hidden />}
      {url !== null && url !== 'lost' && <img src={url} alt="" decoding="async" />}
      {children}
    </div>
  );
}
