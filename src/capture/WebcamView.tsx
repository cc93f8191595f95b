import { Alert, Button, Skeleton, Text, VisuallyHidden } from '@mantine/core';
import { IconCameraOff, IconRefresh } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useWebcam } from './use-webcam.ts';
import styles from './WebcamView.module.css';
import type { Webcam } from './webcam.ts';
import { WebcamFrames } from './webcam-frame.ts';
import { isMirrored, type WebcamFault } from './webcam-types.ts';

export type DescribeWebcamFault = (fault: WebcamFault) => { title: string; text: string };

interface Props {
  webcam: Webcam;
  describeFault: DescribeWebcamFault;
  /** Where frames can be taken from; null once they cannot. Must not change between renders. */
  onFrames?: (frames: WebcamFrames | null) => void;
  /** Shown over the picture. */
  children?: ReactNode;
}

/** The shared camera picture, or why there is none. The camera runs while this is shown. */
export function WebcamView({ webcam, describeFault, onFrames, children }: Props) {
  const snapshot = useWebcam(webcam);
  const { state } = snapshot;
  if (state.kind === 'failed') {
    const { title, text } = describeFault(state.fault);
    return (
      <Alert color="red" title={title} icon={<IconCameraOff aria-hidden />}>
        <Text size="sm" mb="sm">
          {text}
        </Text>
        <Button
          variant="default"
          size="sm"
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={() => webcam.retry()}
        >
          Try again
        </Button>
      </Alert>
    );
  }
  return (
    <div className={styles.frame}>
      {state.kind === 'running' ? (
        <Video stream={state.stream} mirror={isMirrored(snapshot)} onFrames={onFrames} />
      ) : (
        <Skeleton className={styles.starting} radius={0}>
          <VisuallyHidden role="status">The camera is starting</VisuallyHidden>
        </Skeleton>
      )}
      {children}
    </div>
  );
}

interface VideoProps {
  stream: MediaStream;
  mirror: boolean;
  onFrames: ((frames: WebcamFrames | null) => void) | undefined;
}

function Video({ stream, mirror, onFrames }: VideoProps) {
  const ref = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = ref.current;
    if (video === null) return;
    video.srcObject = stream;
    // Rejected when the stream is replaced before it played; the next one plays.
    video.play().catch(() => undefined);
    onFrames?.(new WebcamFrames(video));
    return () => {
      onFrames?.(null);
      video.srcObject = null;
    };
  }, [stream, onFrames]);
  return (
    // iOS plays a stream only in a video that is in the page, muted and inline, or opens it full
    // screen: https://webkit.org/blog/6784/new-video-policies-for-ios/
    <video
      ref={ref}
      className={styles.video}
      data-mirror={mirror || undefined}
      aria-label="Camera picture"
      muted
      playsInline
      autoPlay
      disablePictureInPicture
    />
  );
}
