import { Group, SegmentedControl, Select } from '@mantine/core';
import { type MistakePair, pairKey } from './mistakes.ts';

interface Props {
  labels: readonly string[];
  pairs: readonly (MistakePair & { count: number })[];
  /** null for all. */
  pair: MistakePair | null;
  onPair: (pair: MistakePair | null) => void;
  left: number;
  fine: number;
  showFine: boolean;
  onShowFine: (show: boolean) => void;
}

const ALL = 'all';

/** Which mistakes to show: of one kind, or those that were marked as fine. */
export function MistakeFilters(props: Props) {
  const { labels, pairs, pair, onPair, left, fine, showFine, onShowFine } = props;
  // What is chosen stays to be seen when none of it are left.
  const gone = pair !== null && !pairs.some((each) => pairKey(each) === pairKey(pair));
  const kinds = gone ? [...pairs, { ...pair, count: 0 }] : pairs;
  return (
    <Group gap="sm" align="end">
      {(pairs.length > 1 || pair !== null) && (
        <Select
          label="Show"
          w={320}
          maw="100%"
          allowDeselect={false}
          value={pair === null ? ALL : pairKey(pair)}
          onChange={(value) => onPair(kinds.find((each) => pairKey(each) === value) ?? null)}
          data={[
            { value: ALL, label: 'All mistakes' },
            ...kinds.map((each) => ({
              value: pairKey(each),
              label: `“${labels[each.given]}” taken for “${labels[each.predicted]}” (${each.count})`,
            })),
          ]}
        />
      )}
      {fine > 0 && (
        <SegmentedControl
          aria-label="Which mistakes"
          value={showFine ? 'fine' : 'left'}
          onChange={(value) => onShowFine(value === 'fine')}
          data={[
            { value: 'left', label: `To look at (${left})` },
            { value: 'fine', label: `Marked as fine (${fine})` },
          ]}
        />
      )}
    </Group>
  );
}
