import { Alert, Button, Card, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { IconFolderOpen, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { FilePicker } from '../capture/FilePicker.tsx';
import { useBackbone } from '../project/backbone-state.ts';
import { useProject } from '../project/store.ts';
import { engineWords } from '../words/engine-words.ts';
import { ModelAnswer } from './ModelAnswer.tsx';
import { openModelOrProject } from './open-model-or-project.ts';
import { closeOpenedModel } from './opened-model.ts';
import { PictureDoor } from './PictureDoor.tsx';
import { previewStore, usePreview } from './preview-state.ts';
import { WebcamDoor } from './WebcamDoor.tsx';

/** The last of the three panels: the model at work. */
export function PreviewPanel() {
  const { source, fault, framesPerSecond, opened } = usePreview((state) => state);
  const model = useProject((state) => state.model);
  const fingerprint = useBackbone((state) => state.inUse?.backbone.fingerprint);
  const by = opened ?? model;
  const foreign =
    opened === null &&
    model !== null &&
    fingerprint !== undefined &&
    fingerprint !== model.fingerprint;
  const [opening, setOpening] = useState(false);
  const [openFault, setOpenFault] = useState<string | null>(null);
  const open = async (file: File | undefined) => {
    if (file === undefined) return;
    setOpening(true);
    const refused = await openModelOrProject(file);
    setOpening(false);
    setOpenFault(refused === null ? null : `${file.name}: ${engineWords(refused)}`);
  };
  return (
    <Card component="section" aria-labelledby="try-title" withBorder padding="lg">
      <Stack gap="md">
        <Group justify="space-between" wrap="nowrap">
          <Title order={2} size="h4" id="try-title">
            Try it
          </Title>
          <FilePicker label="Model file" accept=".zip" onFiles={([file]) => void open(file)}>
            {(pick) => (
              <Button
                size="compact-sm"
                variant="subtle"
                leftSection={<IconFolderOpen size={16} aria-hidden />}
                loading={opening}
                onClick={pick}
              >
                Open model…
              </Button>
            )}
          </FilePicker>
        </Group>
        {openFault !== null && (
          <Alert
            color="red"
            role="alert"
            title="This file was not opened"
            withCloseButton
            closeButtonLabel="Dismiss"
            onClose={() => setOpenFault(null)}
          >
            {openFault}
          </Alert>
        )}
        {opened !== null && (
          <Group justify="space-between" wrap="nowrap" gap="xs">
            <Text size="sm" truncate>
              Answers by <strong>{opened.fileName}</strong>
            </Text>
            <Button
              size="compact-sm"
              variant="default"
              flex="none"
              leftSection={<IconX size={14} aria-hidden />}
              onClick={() => void closeOpenedModel()}
            >
              Close model
            </Button>
          </Group>
        )}
        <SegmentedControl
          fullWidth
          aria-label="Picture from"
          value={source}
          onChange={(value) =>
            previewStore.setState({ source: value === 'webcam' ? 'webcam' : 'file', answer: null })
          }
          data={[
            { value: 'webcam', label: 'Webcam' },
            { value: 'file', label: 'File' },
          ]}
        />
        {source === 'webcam' ? <WebcamDoor /> : <PictureDoor />}
        {by === null ? (
          <Text size="sm" c="dimmed">
            There is no model yet. Train one, and its answers appear here.
          </Text>
        ) : foreign ? (
          <Alert color="yellow" role="status">
            This model was trained on another base network. Press “Train model” to use this one.
          </Alert>
        ) : (
          <ModelAnswer by={by} live={source === 'webcam'} />
        )}
        {source === 'webcam' && framesPerSecond > 0 && (
          <Text size="xs" c="dimmed">
            {framesPerSecond.toFixed(0)} frames a second
          </Text>
        )}
        {fault !== null && (
          <Alert color="red" role="alert">
            {engineWords(fault)}
          </Alert>
        )}
      </Stack>
    </Card>
  );
}
