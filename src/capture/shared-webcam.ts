import { changeSettings } from '../project/change-settings.ts';
import { projectStore } from '../project/store.ts';
import { Webcam } from './webcam.ts';

/** The app's one camera, shared by the class that records and the preview. */
export const webcam = new Webcam();

/** Whether the front camera is mirrored is a setting of the project: read once, then kept up to date. */
export function keepMirrorSetting(): void {
  webcam.store.setState({ mirrorFront: projectStore.getState().settings.mirrorWebcam });
  webcam.store.subscribe(({ mirrorFront }, before) => {
    if (mirrorFront !== before.mirrorFront) void changeSettings({ mirrorWebcam: mirrorFront });
  });
}
