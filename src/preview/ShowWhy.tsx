import { Switch, Text } from '@mantine/core';
import { heatPlaceWords } from '../words/heat-place-words.ts';
import { heatPlace } from './heat-place.ts';
import { previewStore, usePreview } from './preview-state.ts';
import { useWhy } from './use-why.ts';

/** The switch for the heatmap, and in words what it shows; those are said aloud only if the picture stands still. */
export function ShowWhy({ labels, live }: { labels: string[]; live: boolean }) {
  const showWhy = usePreview((state) => state.showWhy);
  const why = useWhy();
  return (
    <div>
      <Switch
        label="Show why"
        description="Lights up what speaks for the winner"
        checked={showWhy}
        onChange={(event) => previewStore.setState({ showWhy: event.currentTarget.checked })}
      />
      {why !== null && (
        <Text size="sm" c="dimmed" mt="xs" role={live ? undefined : 'status'}>
          {heatPlaceWords(labels[why.output] ?? '', heatPlace(why))}
        </Text>
      )}
    </div>
  );
}
