import { NativeSelect } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { webcam } from '../capture/shared-webcam.ts';
import { WebcamView } from '../capture/WebcamView.tsx';
import type { WebcamFrames } from '../capture/webcam-frame.ts';
import { isMirrored } from '../capture/webcam-types.ts';
import { webcamWords } from '../words/webcam-words.ts';
import { HeatmapOverlay } from './HeatmapOverlay.tsx';
import { classifyLive } from './live-loop.ts';
import { useWhy } from './use-why.ts';

/** The live camera: every frame that the model has time for is classified. */
export function WebcamDoor() {
  const [frames, setFrames] = useState<WebcamFrames | null>(null);
  const why = useWhy();
  const { state, cameras } = useStore(webcam.store);
  useEffect(() => {
    if (frames === null) return;
    const controller = new AbortController();
    const grab = () => frames.crop(isMirrored(webcam.store.getState()));
    void classifyLive(() => frames.next(), grab, controller.signal);
    return () => controller.abort();
  }, [frames]);
  return (
    <>
      <WebcamView webcam={webcam} describeFault={webcamWords} onFrames={setFrames}>
        {why !== null && <HeatmapOverlay places={why} />}
      </WebcamView>
      {cameras.length > 1 && state.kind === 'running' && (
        <NativeSelect
          aria-label="Camera"
          value={state.deviceId}
          onChange={(event) => webcam.chooseCamera(event.currentTarget.value)}
          data={cameras.map(({ deviceId, label }, index) => ({
            value: deviceId,
            label: label === '' ? `Camera ${index + 1}` : label,
          }))}
        />
      )}
    </>
  );
}
