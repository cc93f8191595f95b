import { Button, Radio, Stack } from '@mantine/core';
import { HIDDEN_LAYER_DEFAULTS, type HiddenLayerOptions } from '../head/types.ts';
import { changeSettings } from '../project/change-settings.ts';
import { useProject } from '../project/store.ts';
import { OptionField, type OptionFieldProps } from './OptionField.tsx';

type Field = Omit<OptionFieldProps, 'value' | 'disabled' | 'onCommit'> & {
  option: keyof HiddenLayerOptions;
};

const FIELDS: Field[] = [
  {
    option: 'units',
    label: 'Units',
    description: 'Size of the hidden layer',
    min: 2,
    max: 1024,
    step: 10,
    decimals: 0,
  },
  {
    option: 'epochs',
    label: 'Epochs',
    description: 'Times it sees every image',
    min: 1,
    max: 1000,
    step: 10,
    decimals: 0,
  },
  {
    option: 'batchSize',
    label: 'Batch size',
    description: 'Images between two corrections',
    min: 1,
    max: 512,
    step: 1,
    decimals: 0,
  },
  {
    option: 'learningRate',
    label: 'Learning rate',
    description: 'How large each correction is',
    min: 0.00001,
    max: 1,
    step: 0.0005,
    decimals: 5,
  },
];

/** The choice of head, and the options of the iterative one. */
export function HeadOptions({ disabled }: { disabled: boolean }) {
  const { headKind, hiddenLayer } = useProject((state) => state.settings);
  return (
    <Stack gap="sm" pt="sm">
      <Radio.Group
        label="Head"
        value={headKind}
        onChange={(kind) =>
          void changeSettings({ headKind: kind === 'hidden' ? 'hidden' : 'linear' })
        }
      >
        <Stack gap="xs" pt={4}>
          <Radio
            value="linear"
            disabled={disabled}
            label="Direct (recommended)"
            description="Computed at once; nothing to adjust"
          />
          <Radio
            value="hidden"
            disabled={disabled}
            label="With a hidden layer"
            description="Learns step by step, as Teachable Machine did"
          />
        </Stack>
      </Radio.Group>
      {headKind === 'hidden' && (
        <>
          {FIELDS.map(({ option, ...field }) => (
            <OptionField
              key={option}
              {...field}
              value={hiddenLayer[option]}
              onCommit={(value) =>
                void changeSettings({ hiddenLayer: { ...hiddenLayer, [option]: value } })
              }
              disabled={disabled}
            />
          ))}
          <Button
            variant="default"
            size="sm"
            disabled={disabled}
            onClick={() => void changeSettings({ hiddenLayer: HIDDEN_LAYER_DEFAULTS })}
          >
            Reset to defaults
          </Button>
        </>
      )}
    </Stack>
  );
}
