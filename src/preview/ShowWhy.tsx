import { Switch, Text } from '@mantine/core';
import { heatPlaceWords, unlikePlaceWords } from '../words/heat-place-words.ts';
import { heatPlace } from './heat-place.ts';
import { previewStore, usePreview } from './preview-state.ts';
import { useWhy } from './use-why.ts';

interface Props {
  labels: string[];
  /** The picture is said to be none of the classes. */
  none: boolean;
  live: boolean;
}

/** The switch for the heatmap, and in words what it shows; those are said aloud only if the picture stands still. */
export function ShowWhy({ labels, none, live }: Props) {
  const showWhy = usePreview((state) => state.showWhy);
  const why = useWhy();
  const words = none ? unlikePlaceWords : heatPlaceWords;
  return (
    <div>
      <Switch
        label="Show why"
        description="Lights up what speaks for the likeliest class"
        checked={showWhy}
        onChange={(event) => previewStore.setState({ showWhy: event.currentTarget.checked })}
      />
      {why !== null && (
        <Text size="sm" c="dimmed" mt="xs" role={live ? undefined : 'status'}>
          {words(labels[why.output] ?? '', heatPlace(why))}
        </Text>
      )}
    </div>
  );
}
