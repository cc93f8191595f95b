import { Button, CloseButton, Group, NativeSelect, Stack, Switch } from '@mantine/core';
import { IconPlayerStopFilled, IconStopwatch } from '@tabler/icons-react';
import { useCallback, useRef } from 'react';
import { useStore } from 'zustand';
import type { RecordSettings } from './recorder.ts';
import { useRecorder } from './use-recorder.ts';
import { WebcamHoldButton } from './WebcamHoldButton.tsx';
import styles from './WebcamPanel.module.css';
import { WebcamRecordingOverlay, WebcamRecordingStatus } from './WebcamRecording.tsx';
import { WebcamRecordSettings } from './WebcamRecordSettings.tsx';
import { type DescribeWebcamFault, WebcamView } from './WebcamView.tsx';
import type { Webcam } from './webcam.ts';
import type { WebcamFrames } from './webcam-frame.ts';
import { isMirrored } from './webcam-types.ts';

interface Props {
  webcam: Webcam;
  settings: RecordSettings;
  onSettings: (settings: RecordSettings) => void;
  /** Takes the bitmap over. `mirror`: as it was shown. */
  onFrame: (bitmap: ImageBitmap, burstId: string, mirror: boolean) => void;
  /** Frames given to `onFrame` that are not saved yet; recording leaves frames out when too many wait. */
  pending: () => number;
  onClose: () => void;
  describeFault: DescribeWebcamFault;
}

/** The camera for one class: its picture, which camera, and the ways to record. */
export function WebcamPanel(props: Props) {
  const { webcam, settings, onSettings, onFrame, pending, onClose, describeFault } = props;
  const snapshot = useStore(webcam.store);
  const { state, cameras } = snapshot;
  const running = state.kind === 'running';
  const frames = useRef<WebcamFrames | null>(null);
  const onFrames = useCallback((next: WebcamFrames | null) => {
    frames.current = next;
  }, []);
  const { recorder, state: recording } = useRecorder({
    ready: running,
    pending,
    settings,
    take: async (burstId) => {
      const mirror = isMirrored(webcam.store.getState());
      const bitmap = await frames.current?.bitmap();
      if (bitmap != null) onFrame(bitmap, burstId, mirror);
    },
  });
  const idle = recording.kind === 'idle';
  const handsFree =
    recording.kind === 'countdown' ||
    (recording.kind === 'recording' && recording.secondsLeft !== null);
  return (
    <Stack gap="sm">
      <Group gap="sm" wrap="nowrap" align="flex-end">
        <NativeSelect
          label="Camera"
          className={styles.chooser}
          disabled={!idle || cameras.length === 0}
          value={running ? state.deviceId : ''}
          onChange={(event) => webcam.chooseCamera(event.currentTarget.value)}
        >
          {!running && <option value="">–</option>}
          {cameras.map(({ deviceId, label }, at) => (
            <option key={deviceId} value={deviceId}>
              {label === '' ? `Camera ${at + 1}` : label}
            </option>
          ))}
        </NativeSelect>
        <Switch
          label="Mirror"
          mb={8}
          disabled={!idle}
          checked={isMirrored(snapshot)}
          onChange={(event) => webcam.setMirror(event.currentTarget.checked)}
        />
        <CloseButton aria-label="Close webcam" size="lg" onClick={onClose} />
      </Group>
      <WebcamView webcam={webcam} describeFault={describeFault} onFrames={onFrames}>
        <WebcamRecordingOverlay state={recording} />
      </WebcamView>
      <WebcamHoldButton
        disabled={!running || handsFree}
        recording={recording.kind === 'recording'}
        onHold={() => recorder.startHold()}
        onRelease={() => recorder.stop()}
        onSingle={() => recorder.takeOne()}
      />
      <Group gap="xs" wrap="nowrap">
        <Button
          {...(handsFree ? { color: 'red.9' } : { variant: 'default' })}
          size="md"
          flex={1}
          disabled={!running || !(idle || handsFree)}
          leftSection={
            handsFree ? (
              <IconPlayerStopFilled size={18} aria-hidden />
            ) : (
              <IconStopwatch size={18} aria-hidden />
            )
          }
          onClick={() => (handsFree ? recorder.stop() : recorder.startHandsFree())}
        >
          {handsFree ? 'Stop' : 'Record hands-free'}
        </Button>
        <WebcamRecordSettings settings={settings} onSettings={onSettings} disabled={!idle} />
      </Group>
      <WebcamRecordingStatus state={recording} />
    </Stack>
  );
}
