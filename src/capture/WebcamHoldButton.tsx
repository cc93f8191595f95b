import { Button } from '@mantine/core';
import { IconCircleFilled } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import styles from './WebcamPanel.module.css';

interface Props {
  disabled: boolean;
  recording: boolean;
  onHold: () => void;
  onRelease: () => void;
  /** A click that no press came before, as a screen reader makes it. */
  onSingle: () => void;
}

/** A press lasts from pointer down to up, or from key down to up. The click that follows it is not a press. */
const CLICK_AFTER_RELEASE_MILLISECONDS = 1000;

const isHoldKey = (event: KeyboardEvent) => event.key === ' ' || event.key === 'Enter';

/** "Hold to record": by pointer, Space or Enter. */
export function WebcamHoldButton({ disabled, recording, onHold, onRelease, onSingle }: Props) {
  const held = useRef(false);
  const releasedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    // A disabled button is told of no release.
    if (disabled) held.current = false;
  }, [disabled]);
  const hold = () => {
    if (held.current || disabled) return;
    held.current = true;
    onHold();
  };
  const release = () => {
    if (!held.current) return;
    held.current = false;
    releasedAt.current = performance.now();
    onRelease();
  };
  return (
    <Button
      size="lg"
      fullWidth
      className={styles.hold}
      {...(recording && { color: 'red.9' })}
      disabled={disabled}
      leftSection={<IconCircleFilled size={18} aria-hidden />}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        hold();
      }}
      onPointerUp={release}
      onPointerCancel={release}
      onLostPointerCapture={release}
      onBlur={release}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (!isHoldKey(event)) return;
        event.preventDefault();
        if (!event.repeat) hold();
      }}
      onKeyUp={(event) => {
        if (!isHoldKey(event)) return;
        // Firefox clicks on key up of Space even where key down was prevented.
        event.preventDefault();
        release();
      }}
      onClick={() => {
        if (held.current) return;
        if (performance.now() - releasedAt.current > CLICK_AFTER_RELEASE_MILLISECONDS) onSingle();
      }}
    >
      Hold to record
    </Button>
  );
}
