import { Table } from '@mantine/core';
import type { RunComparison } from '../../evaluation/compare-runs.ts';
import styles from './Runs.module.css';

interface AnswerCountsProps {
  counts: Pick<RunComparison, 'both' | 'onlyA' | 'onlyB' | 'neither'>;
  names: readonly [string, string];
}

/** On how many images the two agree and differ. */
export function AnswerCounts({ counts, names: [a, b] }: AnswerCountsProps) {
  const rows: [string, number][] = [
    ['Both right', counts.both],
    [`Only ${a} right`, counts.onlyA],
    [`Only ${b} right`, counts.onlyB],
    ['Both wrong', counts.neither],
  ];
  return (
    <Table w="auto" className={styles.table} aria-label="Images by who was right" withRowBorders>
      <Table.Tbody>
        {rows.map(([label, images]) => (
          <Table.Tr key={label}>
            <Table.Th scope="row">{label}</Table.Th>
            <Table.Td ta="right">{images.toLocaleString('en')}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
