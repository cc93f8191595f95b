import { ActionIcon, Popover, Slider, Stack, Text } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { RECORD_LIMITS, type RecordSettings } from './recorder.ts';

interface Props {
  settings: RecordSettings;
  onSettings: (settings: RecordSettings) => void;
  disabled: boolean;
}

interface Field {
  key: keyof RecordSettings;
  label: string;
  inWords: (value: number) => string;
}

const seconds = (value: number) => (value === 1 ? '1 second' : `${value} seconds`);
const FIELDS: Field[] = [
  {
    key: 'picturesPerSecond',
    label: 'Pictures per second',
    inWords: (value) => `${value} per second`,
  },
  { key: 'delaySeconds', label: 'Hands-free: delay', inWords: seconds },
  { key: 'durationSeconds', label: 'Hands-free: duration', inWords: seconds },
];

/** How fast, and for hands-free after and for how long. */
export function WebcamRecordSettings({ settings, onSettings, disabled }: Props) {
  return (
    <Popover position="bottom-end" width={280} shadow="md" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <ActionIcon variant="default" size={42} aria-label="Recording options" disabled={disabled}>
          <IconAdjustmentsHorizontal size={20} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label="Recording options">
        <Stack gap="md">
          {FIELDS.map(({ key, label, inWords }) => (
            <div key={key}>
              <Text size="sm" component="div" display="flex" mb={6}>
                <span style={{ flex: 1 }}>{label}</span>
                <Text span size="sm">
                  {inWords(settings[key])}
                </Text>
              </Text>
              <Slider
                {...RECORD_LIMITS[key]}
                value={settings[key]}
                onChange={(value) => onSettings({ ...settings, [key]: value })}
                label={null}
                thumbLabel={label}
                thumbValueText={inWords}
                thumbSize={22}
              />
            </div>
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
