import { Button, Group, Slider, Stack, Switch, Text } from '@mantine/core';
import { shareRefused } from '../evaluation/judge-known.ts';
import { type KnownPictures, NEVER_NONE } from '../head/known-pictures.ts';
import type { Head } from '../head/types.ts';
import { setUnknownThreshold } from '../project/model.ts';
import { percent } from '../words/format-number.ts';
import { previewStore } from './preview-state.ts';
import { PLACES, ThresholdRange } from './threshold-range.ts';

interface Props {
  head: Head;
  known: KnownPictures;
  /** Similarities of the project's own images. */
  own: Float32Array<ArrayBuffer>;
  /** As shown now. */
  threshold: number;
}

/** From when on a model says "None of these", and what that costs. */
export function UnknownThreshold({ head, known, own, threshold }: Props) {
  const show = (at: number) => previewStore.setState({ movedThreshold: { head, threshold: at } });
  const move = (at: number) => {
    show(at);
    void save(head, at);
  };
  const on = threshold > NEVER_NONE;
  const range = new ThresholdRange(own, known);
  const cost = (place: number) => costWords(own, range.thresholdAt(place));
  return (
    <Stack gap="xs" pt="sm">
      <Switch
        label="Say “None of these”"
        description="Of a picture that is unlike the images of every class"
        checked={on}
        onChange={(event) => move(event.currentTarget.checked ? known.usual : NEVER_NONE)}
      />
      {on && (
        <>
          <div>
            <Slider
              mt={4}
              mb={26}
              min={0}
              max={PLACES}
              value={range.placeOf(threshold)}
              onChange={(place) => show(range.thresholdAt(place))}
              onChangeEnd={(place) => move(range.thresholdAt(place))}
              marks={[{ value: range.placeOf(known.usual), label: 'Default' }]}
              label={null}
              thumbLabel="How soon to say None of these"
              thumbValueText={cost}
              thumbSize={22}
              styles={{ markLabel: { color: 'var(--mantine-color-dimmed)' } }}
            />
            <Group justify="space-between" gap="xs">
              <Text size="xs" c="dimmed">
                For the strangest only
              </Text>
              <Text size="xs" c="dimmed">
                Sooner
              </Text>
            </Group>
          </div>
          <Text size="sm">{costWords(own, threshold)}</Text>
          <Group>
            <Button
              size="compact-sm"
              variant="default"
              disabled={threshold === known.usual}
              onClick={() => move(known.usual)}
            >
              Back to default
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}

/** What is shown is saved; where that fails, the previous one comes back. */
async function save(head: Head, threshold: number): Promise<void> {
  await setUnknownThreshold(head, threshold);
  // By now another may be under way.
  if (previewStore.getState().movedThreshold?.threshold === threshold) {
    previewStore.setState({ movedThreshold: null });
  }
}

function costWords(own: Float32Array, threshold: number): string {
  const share = shareRefused(own, threshold);
  return `Refuses ${Math.round(share * own.length)} of ${own.length} of your own images (${percent(share)}).`;
}
