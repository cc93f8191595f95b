import { ScrollArea, Table, Text, UnstyledButton } from '@mantine/core';
import { count as counted } from '../words/format-number.ts';
import classes from './ConfusionMatrix.module.css';

/** A cell of the matrix: places among its labels. */
export interface ConfusionCell {
  given: number;
  predicted: number;
}

interface Props {
  labels: string[];
  /** counts[true class][predicted class] */
  confusion: number[][];
  /** Where given, a cell with a count can be pressed. */
  onChoose?: (cell: ConfusionCell) => void;
  chosen?: ConfusionCell | null;
}

/** A real table, so a screen reader can walk it; shade and number both tell the count. */
export function ConfusionMatrix({ labels, confusion, onChoose, chosen = null }: Props) {
  const rows = confusion.map((counts, index) => ({
    key: `row ${index}`,
    label: labels[index] ?? '',
    total: counts.reduce((sum, count) => sum + count, 0),
    cells: counts.map((count, column) => ({
      key: `cell ${index} ${column}`,
      count,
      given: index,
      predicted: column,
      right: index === column,
      chosen: chosen?.given === index && chosen.predicted === column,
    })),
  }));
  const columns = rows.map(({ key, label }) => ({ key, label }));
  return (
    <ScrollArea
      type="auto"
      viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'Confusion matrix' }}
    >
      <Table className={classes.table} horizontalSpacing={4} captionSide="bottom" mb="sm">
        <Table.Caption>
          <Text size="xs" ta="left">
            One row for each true class, one column for each answer.
          </Text>
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Td>
              <Text size="xs" c="dimmed">
                true ↓ answer →
              </Text>
            </Table.Td>
            {columns.map(({ key, label }) => (
              <Table.Th key={key} scope="col" className={classes.column} title={label}>
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, label, total, cells }) => (
            <Table.Tr key={key}>
              <Table.Th scope="row" className={classes.row} title={label}>
                {label}
              </Table.Th>
              {cells.map((cell) => (
                <Table.Td
                  key={cell.key}
                  className={classes.cell}
                  data-right={cell.right || undefined}
                  data-wrong={(!cell.right && cell.count > 0) || undefined}
                  style={{ '--share': total === 0 ? 0 : cell.count / total }}
                >
                  {onChoose === undefined || cell.count === 0 ? (
                    cell.count
                  ) : (
                    <UnstyledButton
                      className={classes.button}
                      aria-label={cellWords(cell, labels)}
                      aria-pressed={cell.chosen}
                      onClick={() => onChoose(cell)}
                    >
                      {cell.count}
                    </UnstyledButton>
                  )}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}

/** "Cats taken for Dogs: 3 images" */
function cellWords(
  { given, predicted, count }: ConfusionCell & { count: number },
  labels: string[],
): string {
  const answered = given === predicted ? 'recognised' : `taken for ${labels[predicted]}`;
  return `${labels[given]} ${answered}: ${counted(count, 'image')}`;
}
