import { Text, useComputedColorScheme } from '@mantine/core';
import { classMark, shapePath } from './class-marks.ts';
import styles from './PictureMap.module.css';

interface Props {
  classNames: readonly string[];
  /** Indices of the classes that are on the map, in the order shown. */
  shown: readonly number[];
  /** Whether a mistake is on the map. */
  mistakes: boolean;
}

/** Which colour and shape stand for which class. */
export function MapLegend({ classNames, shown, mistakes }: Props) {
  return (
    <ul className={styles.legend} aria-label="Legend">
      {shown.map((index) => (
        <Text component="li" size="sm" key={index}>
          <ClassSymbol classIndex={index} /> {classNames[index]}
        </Text>
      ))}
      {mistakes && (
        <Text component="li" size="sm">
          <span className={styles.ring} aria-hidden /> taken for another class
        </Text>
      )}
    </ul>
  );
}

/** A class's colour and shape. */
export function ClassSymbol({ classIndex }: { classIndex: number }) {
  const dark = useComputedColorScheme() === 'dark';
  const { colour, shape } = classMark(classIndex, dark);
  return (
    <svg viewBox="-8 -8 16 16" width={16} height={16} className={styles.symbol} aria-hidden="true">
      <path d={shapePath(shape, 0, 0, 5.5)} fill={colour} stroke="currentColor" strokeWidth={0.5} />
    </svg>
  );
}
