import { Alert, Stack, Switch, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ExportFormat, WeightPrecision } from '../exporters/types.ts';
import { useBackbone } from '../project/backbone-state.ts';
import type { TrainedModel } from '../project/trained-model.ts';
import { failed } from '../result.ts';
import { type DownloadOutcome, downloadModel } from './download.ts';
import { EXPORT_CHOICES } from './export-choices.ts';
import { FormatRow } from './FormatRow.tsx';
import { PrecisionChoice } from './PrecisionChoice.tsx';

/** What the dialog holds; when it goes, what is under way is cancelled. */
export function DownloadChoices({ model }: { model: TrainedModel }) {
  const usable = useBackbone((state) => state.inUse?.backbone.fingerprint === model.fingerprint);
  const [precision, setPrecision] = useState<WeightPrecision>('float32');
  const [ownPictures, setOwnPictures] = useState(false);
  const { running, outcome, start } = useDownload();
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
      <Stack gap="sm">
        {EXPORT_CHOICES.map((choice) => {
          const { format } = choice;
          return (
            <FormatRow
              key={format}
              choice={choice}
              disabled={!usable || running !== null}
              running={running?.format === format ? running : null}
              outcome={outcome?.format === format ? outcome.made : null}
              onChoose={() =>
                void start(format, (signal, onProgress) =>
                  downloadModel(model, { format, precision, ownPictures }, signal, onProgress),
                )
              }
            >
              {format === 'tfjs' && usable && (
                <PrecisionChoice model={model} value={precision} onChange={setPrecision} />
              )}
            </FormatRow>
          );
        })}
      </Stack>
      <Switch
        checked={ownPictures}
        onChange={(event) => setOwnPictures(event.currentTarget.checked)}
        label="Put three of my own images into the file"
        description="They are its test: whoever has the file can see them. Otherwise it gets three drawings."
      />
    </Stack>
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
  const [outcome, setOutcome] = useState<{ format: ExportFormat; made: DownloadOutcome } | null>(
    null,
  );
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
    const onProgress = (fraction: number) => {
      // A cancelled one may go on for a moment, while the next one runs.
      if (!controller.signal.aborted) setRunning((now) => now && { ...now, fraction });
    };
    const made = await work(controller.signal, onProgress).catch((error: unknown) =>
      failed({ kind: 'crashed' as const, detail: String(error) }),
    );
    setRunning(null);
    setOutcome({ format, made });
  };
  return { running, outcome, start };
}
