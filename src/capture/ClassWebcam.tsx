import { useRef } from 'react';
import { changeSettings } from '../project/change-settings.ts';
import { notify } from '../project/notices.ts';
import { useProject } from '../project/store.ts';
import type { ClassId } from '../project/types.ts';
import { refusedWords } from '../words/intake-words.ts';
import { webcamWords } from '../words/webcam-words.ts';
import { takeFrame } from './intake.ts';
import { openWebcamFor } from './open-webcam.ts';
import { webcam } from './shared-webcam.ts';
import { WebcamPanel } from './WebcamPanel.tsx';

/** The camera, recording into one class. */
export function ClassWebcam({ classId }: { classId: ClassId }) {
  const settings = useProject((state) => state.settings.recording);
  const underWay = useRef(0);
  const record = async (frame: ImageBitmap, burstId: string, mirror: boolean) => {
    underWay.current += 1;
    const refused = await takeFrame(frame, classId, burstId, mirror);
    underWay.current -= 1;
    if (refused === null) return;
    notify({
      key: `webcam ${classId}`,
      tone: 'error',
      title: 'A webcam picture was not saved',
      text: refusedWords(refused),
    });
  };
  return (
    <WebcamPanel
      webcam={webcam}
      settings={settings}
      onSettings={(recording) => void changeSettings({ recording })}
      onFrame={(frame, burstId, mirror) => void record(frame, burstId, mirror)}
      pending={() => underWay.current}
      onClose={() => openWebcamFor(null)}
      describeFault={webcamWords}
    />
  );
}
