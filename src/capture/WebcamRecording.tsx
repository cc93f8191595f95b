import { VisuallyHidden } from '@mantine/core';
import type { RecorderState } from './recorder.ts';
import styles from './WebcamPanel.module.css';

/** Over the picture: the countdown, or how many pictures this run has. */
export function WebcamRecordingOverlay({ state }: { state: RecorderState }) {
  switch (state.kind) {
    case 'idle':
      return null;
    case 'countdown':
      return (
        <div className={styles.countdown} aria-hidden>
          {state.secondsLeft}
        </div>
      );
    case 'recording':
      return (
        <div className={styles.badge} aria-hidden>
          <span className={styles.dot} />
          {state.taken}
          {state.secondsLeft !== null && ` · ${state.secondsLeft} s left`}
          {state.dropped > 0 && ` · ${state.dropped} skipped`}
        </div>
      );
  }
}

/** The same for a screen reader, which is not told of every single picture. */
export function WebcamRecordingStatus({ state }: { state: RecorderState }) {
  return <VisuallyHidden role="status">{inWords(state)}</VisuallyHidden>;
}

function inWords(state: RecorderState): string {
  switch (state.kind) {
    case 'idle':
      return '';
    case 'countdown':
      return `Recording starts in ${state.secondsLeft}`;
    case 'recording':
      return 'Recording';
  }
}
