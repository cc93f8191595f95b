/** How one class fares; null where a figure is 0 / 0. */
export interface FiguresOfClass {
  /** Of the pictures named so, the share that are. null where none was. */
  precision: number | null;
  /** Of the pictures that are, the share named so. null where there is none. */
  recall: number | null;
  /** 2 · precision · recall / (precision + recall); null where the class neither is nor was named. */
  f1: number | null;
  /** Pictures of the class. */
  support: number;
}

export interface ClassFigures {
  perClass: FiguresOfClass[];
  /** Means over the classes, each counting the same. An undefined figure counts as zero. */
  macro: { precision: number; recall: number; f1: number };
  /** Pictures named rightly over all pictures; null where there are none. */
  accuracy: number | null;
  /** Mean recall over the classes that have pictures; null where none has. */
  balancedAccuracy: number | null;
}

/**
 * Precision, recall and F1 from a confusion matrix. `macro` is scikit-learn's
 * `precision_recall_fscore_support(average='macro', zero_division=0)` with all classes as `labels`;
 * `balancedAccuracy` is its `balanced_accuracy_score`. In both an F1 without a picture named so is
 * zero as long as the class has pictures, since F1 = 2·TP / (2·TP + FP + FN).
 * @param confusion [true class][predicted class], counts
 */
export function classFigures(confusion: readonly (readonly number[])[]): ClassFigures {
  const perClass = confusion.map((row, c): FiguresOfClass => {
    const right = row[c] ?? 0;
    const support = sum(row);
    const named = sum(confusion.map((other) => other[c] ?? 0));
    return {
      precision: share(right, named),
      recall: share(right, support),
      f1: share(2 * right, support + named),
      support,
    };
  });
  const right = sum(confusion.map((row, c) => row[c] ?? 0));
  const macro = (figure: 'precision' | 'recall' | 'f1') =>
    share(sum(perClass.map((one) => one[figure] ?? 0)), perClass.length) ?? 0;
  const recalls = perClass.flatMap(({ recall }) => (recall === null ? [] : [recall]));
  return {
    perClass,
    macro: { precision: macro('precision'), recall: macro('recall'), f1: macro('f1') },
    accuracy: share(right, sum(perClass.map(({ support }) => support))),
    balancedAccuracy: share(sum(recalls), recalls.length),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
