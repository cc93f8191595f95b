import { Alert, Button, Card, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { IconFolderOpen, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { FilePicker } from '../capture/FilePicker.tsx';
import { useBackbone } from '../project/backbone-state.ts';
import { useProject } from '../project/store.ts';
import { modelLabels, outputOrder } from '../project/trained-model.ts';
import type { PictureClass } from '../project/types.ts';
import { engineWords } from '../words/engine-words.ts';
import { Meters } from './Meters.tsx';
import { openModelOrProject } from './open-model-or-project.ts';
import { closeOpenedModel } from './opened-model.ts';
import { PictureDoor } from './PictureDoor.tsx';
import { type Answer, previewStore, usePreview } from './preview-state.ts';
import { Verdict } from './Verdict.tsx';
import { WebcamDoor } from './WebcamDoor.tsx';

/** The last of the three panels: the model at work. */
export function PreviewPanel() {
  const { source, answer, fault, framesPerSecond, opened } = usePreview((state) => state);
  const model = useProject((state) => state.model);
  const classes = useProject((state) => state.classes);
  const fingerprint = useBackbone((state) => state.inUse?.backbone.fingerprint);
  const outputs = outputsOf(opened ?? model, classes);
  const current = answer !== null && answer.by === (opened ?? model) ? answer : null;
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
        {outputs === null ? (
          <Text size="sm" c="dimmed">
            There is no model yet. Train one, and its answers appear here.
          </Text>
        ) : foreign ? (
          <Alert color="yellow" role="status">
            This model was trained on another base network. Press “Train model” to use this one.
          </Alert>
        ) : (
          <>
            <Verdict {...inOrder(outputs, current)} live={source === 'webcam'} />
            <Meters {...inOrder(outputs, current)} />
          </>
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

interface Outputs {
  labels: string[];
  /** Places of the outputs in the order shown. */
  order: number[];
}

/** What the model that answers can say; the project's own as the classes are named and ordered now. */
function outputsOf(by: Answer['by'] | null, classes: PictureClass[]): Outputs | null {
  if (by === null) return null;
  if ('fileName' in by) return { labels: by.labels, order: [...by.labels.keys()] };
  return { labels: modelLabels(by, classes), order: outputOrder(by, classes) };
}

function inOrder({ labels, order }: Outputs, answer: Answer | null) {
  return {
    labels: order.map((output) => labels[output] ?? ''),
    probabilities: answer && order.map((output) => answer.probabilities[output] ?? 0),
  };
}
