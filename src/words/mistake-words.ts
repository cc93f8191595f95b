import { count } from './format-number.ts';

interface Count {
  total: number;
  wrong: number;
}

/** How many images were taken for another class, the same numbers as the overview's: "12 images of 42 were taken for …". */
export function mistakeCountWords(trained: Count, tested: Count): string {
  const wrong = trained.wrong + tested.wrong;
  const by = 'taken for another class by a model that had not seen';
  const how = `${wrong === 1 ? 'was' : 'were'} ${by} ${wrong === 1 ? 'it' : 'them'}`;
  if (tested.total === 0) return `${of(trained, 'image')} ${how}.`;
  if (trained.total === 0) return `${of(tested, 'test image')} ${how}.`;
  return `${of(trained, 'training image')} and ${of(tested, 'test image')} ${how}.`;
}

function of({ total, wrong }: Count, what: string): string {
  return `${count(wrong, what)} of ${total.toLocaleString('en')}`;
}
