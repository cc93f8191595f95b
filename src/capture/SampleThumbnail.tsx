import { IconCheck, IconFlask, IconPhotoOff } from '@tabler/icons-react';
import { memo } from 'react';
import type { Sample } from '../project/types.ts';
import styles from './SampleGrid.module.css';
import { useThumbnail } from './use-thumbnail.ts';

interface Props {
  sample: Sample;
  /** Place in the list as shown. */
  index: number;
  total: number;
  /** Of its corner in the list, CSS pixels. */
  x: number;
  y: number;
  selected: boolean;
  /** Whether Tab stops here. */
  tabbable: boolean;
  /** Far out of sight an option stands only for the keyboard and for screen readers. */
  inSight: boolean;
}

/**
 * One option of the grid, which hears the clicks and keys of all its options. Hundreds are drawn
 * while one scrolls, so it has as few elements as it can.
 */
export const SampleThumbnail = memo(function SampleThumbnail({
  sample,
  index,
  total,
  x,
  y,
  selected,
  tabbable,
  inSight,
}: Props) {
  const url = useThumbnail(sample, inSight);
  return (
    <div
      role="option"
      aria-selected={selected}
      aria-label={`${sample.name}, ${index + 1} of ${total}${sample.testOnly ? ', test only' : ''}`}
      aria-posinset={index + 1}
      aria-setsize={total}
      tabIndex={tabbable ? 0 : -1}
      data-index={index}
      className={styles.cell}
      style={{ left: x, top: y }}
    >
      {url === 'lost' ? (
        <span className={styles.lost} title="This image can no longer be read">
          <IconPhotoOff size={24} aria-hidden />
        </span>
      ) : (
        url !== null && <img src={url} alt="" decoding="async" className={styles.picture} />
      )}
      {selected && (
        <span className={styles.mark}>
          <IconCheck size={14} stroke={3} aria-hidden />
        </span>
      )}
      {sample.testOnly && (
        <span className={styles.test} title="For testing only">
          <IconFlask size={14} aria-hidden />
        </span>
      )}
      {/* For the mouse; the keyboard has the Delete key, touch has selection. */}
      <span className={styles.remove} data-remove aria-hidden />
    </div>
  );
});
