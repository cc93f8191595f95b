import {
  Button,
  Collapse,
  Group,
  Slider,
  Stack,
  Switch,
  Text,
  UnstyledButton,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { shareRefused } from '../evaluation/judge-known.ts';
import { NEVER_NONE } from '../head/known-pictures.ts';
import type { Head } from '../head/types.ts';
import { setUnknownThreshold } from '../project/model.ts';
import type { TrainedModel } from '../project/trained-model.ts';
import { percent } from '../words/format-number.ts';
import { previewStore, usePreview } from './preview-state.ts';
import { PLACES, ThresholdRange } from './threshold-range.ts';

/** Whether and how soon the project's model says "None of these", and what that costs; nothing for a model that cannot. */
export function NoneOfThese({ model }: { model: TrainedModel }) {
  const { head, known, ownSimilarities: own } = model;
  const moved = usePreview((state) => state.movedThreshold);
  const [open, { toggle }] = useDisclosure(false);
  if (known === null || own === null || own.length === 0) return null;
  const threshold = moved?.head === head ? moved.threshold : known.threshold;
  const show = (at: number) => previewStore.setState({ movedThreshold: { head, threshold: at } });
  const move = (at: number) => {
    show(at);
    void save(head, at);
  };
  const on = threshold > NEVER_NONE;
  const range = new ThresholdRange(own, known);
  const cost = (place: number) => costWords(own, range.thresholdAt(place));
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <UnstyledButton onClick={toggle} aria-expanded={open}>
        <Text size="sm" fw={500} component="span">
          <Chevron size={14} aria-hidden /> None of these{on ? '' : ' (off)'}
        </Text>
      </UnstyledButton>
      <Collapse expanded={open}>
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
      </Collapse>
    </div>
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
