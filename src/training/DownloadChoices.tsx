import { Alert, Button, Group, Progress, Stack, Switch, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ExportFormat, WeightPrecision } from '../exporters/types.ts';
import { useBackbone } from '../project/backbone-state.ts';
import type { TrainedModel } from '../project/trained-model.ts';
import { engineWords } from '../words/engine-words.ts';
import { type DownloadOutcome, downloadModel } from './download.ts';
import { EXPORT_CHOICES, type ExportChoice } from './export-choices.ts';
import { PrecisionChoice } from './PrecisionChoice.tsx';

/** What the dialog holds; when it goes, what is under way is cancelled. */
export function DownloadChoices({ model }: { model: TrainedModel }) {
  const usable = useBackbone((state) => state.inUse?.backbone.fingerprint === model.fingerprint);
  const [precision, setPrecision] = useState<WeightPrecision>('float32');
  const [ownPictures, setOwnPictures] = useState(false);
  const { running, outcome, start } = useDownload();
  const download = ({ format }: ExportChoice) =>
    start(format, (signal, onProgress) =>
      downloadModel(model, { format, precision, ownPictures }, signal, onProgress),
    );
  return (
    <Stack gap="md">
      <Text size="sm">
        The file is made here, in your browser, and checked before you get it: it must answer as the
        preview does.
      </Text>
      {!usable && (
        <Alert color="yellow">
          This model was trained on another base network. Choose that one again, or train anew.
        </Alert>
      )}
      <Stack gap="xs">
        {EXPORT_CHOICES.map((choice) => (
          <div key={choice.format}>
            <Group gap="sm" wrap="nowrap" align="center">
              <Button
                w={220}
                flex="none"
                variant="default"
                justify="flex-start"
                leftSection={<choice.Icon size={20} aria-hidden />}
                disabled={!usable || running !== null}
                loading={running?.format === choice.format}
                aria-describedby={`purpose-${choice.format}`}
                onClick={() => void download(choice)}
              >
                {choice.label}
              </Button>
              <Text size="xs" c="dimmed" id={`purpose-${choice.format}`}>
                {choice.purpose}
              </Text>
            </Group>
            {choice.format === 'tfjs' && usable && (
              <PrecisionChoice model={model} value={precision} onChange={setPrecision} />
            )}
          </div>
        ))}
      </Stack>
      <Switch
        checked={ownPictures}
        onChange={(event) => setOwnPictures(event.currentTarget.checked)}
        label="Put three of my own images into the file"
        description="They are its test: whoever has the file can see them. Otherwise it gets three drawings."
      />
      {running !== null && (
        <Group wrap="nowrap">
          <Progress.Root flex={1}>
            <Progress.Section
              value={100 * running.fraction}
              aria-label="Making and checking the file"
            />
          </Progress.Root>
          <Button size="compact-sm" variant="default" onClick={running.cancel}>
            Cancel
          </Button>
        </Group>
      )}
      <Outcome outcome={outcome} />
    </Stack>
  );
}

function Outcome({ outcome }: { outcome: DownloadOutcome | null }) {
  return (
    <>
      <div role="status">
        {outcome?.ok && (
          <Alert color="teal" title={`Downloaded ${outcome.value.fileName}`}>
            Checked: same answers as the preview (largest difference{' '}
            {difference(outcome.value.largestDifference)}).
          </Alert>
        )}
      </div>
      {outcome !== null && !outcome.ok && outcome.fault.kind !== 'cancelled' && (
        <Alert color="red" role="alert" title="No file was made">
          {engineWords(outcome.fault)}
        </Alert>
      )}
    </>
  );
}

interface Running {
  format: ExportFormat;
  fraction: number;
  cancel: () => void;
}

/** One download at a time; the component's end cancels it. */
function useDownload() {
  const [running, setRunning] = useState<Running | null>(null);
  const [outcome, setOutcome] = useState<DownloadOutcome | null>(null);
  const current = useRef<AbortController | null>(null);
  useEffect(() => () => current.current?.abort(), []);
  const start = async (
    format: ExportFormat,
    work: (signal: AbortSignal, onProgress: (fraction: number) => void) => Promise<DownloadOutcome>,
  ) => {
    const controller = new AbortController();
    current.current = controller;
    setOutcome(null);
    setRunning({ format, fraction: 0, cancel: () => controller.abort() });
    const onProgress = (fraction: number) => setRunning((now) => now && { ...now, fraction });
    const made = await work(controller.signal, onProgress);
    setRunning(null);
    setOutcome(made);
  };
  return { running, outcome, start };
}

function difference(largest: number): string {
  return largest < 0.000001 ? 'below 0.000001' : largest.toFixed(6);
}
