import { Radio, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { PrecisionFigures } from '../engine/protocol.ts';
import type { WeightPrecision } from '../exporters/types.ts';
import type { TrainedModel } from '../project/trained-model.ts';
import { megabytes } from '../words/format-number.ts';
import { changeWords } from './change-words.ts';
import { measurePrecisions } from './download.ts';

interface PrecisionChoiceProps {
  model: TrainedModel;
  value: WeightPrecision;
  onChange: (precision: WeightPrecision) => void;
}

const NAMES: Record<WeightPrecision, string> = {
  float32: '32 bit',
  float16: '16 bit',
  uint8: '8 bit',
};

/** How the TensorFlow.js file keeps its weights, with what each costs, measured on this model. */
export function PrecisionChoice({ model, value, onChange }: PrecisionChoiceProps) {
  const [figures, setFigures] = useState<PrecisionFigures[] | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    void measurePrecisions(model, controller.signal)
      .catch(() => null)
      .then((measured) => {
        // Without figures there is no choice, and 32 bit it is.
        if (!controller.signal.aborted) setFigures(measured?.ok ? measured.value : []);
      });
    return () => controller.abort();
  }, [model]);
  if (figures?.length === 0) return null;
  if (figures === null) {
    return (
      <Text size="xs" c="dimmed" role="status">
        Measuring smaller versions…
      </Text>
    );
  }
  return (
    <Radio.Group
      size="xs"
      label="Weights of the TensorFlow.js file"
      value={value}
      onChange={(chosen) => {
        const found = figures.find(({ precision }) => precision === chosen);
        if (found !== undefined) onChange(found.precision);
      }}
    >
      <Stack gap={6} mt={6}>
        {figures.map((figure) => (
          <Radio
            key={figure.precision}
            size="xs"
            value={figure.precision}
            label={`${NAMES[figure.precision]}, ${megabytes(figure.bytes)}: ${effect(figure)}`}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function effect({ precision, largestChange }: PrecisionFigures): string {
  if (precision === 'float32') return 'as the preview';
  const change = changeWords(largestChange);
  return change.startsWith('less') ? `off by ${change}` : `off by up to ${change}`;
}
