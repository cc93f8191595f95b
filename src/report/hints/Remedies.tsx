import { Button } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ClassId, Sample } from '../../project/types.ts';
import type { Hint } from './hint.ts';
import { addImagesTo, type HintAction } from './hint-actions.ts';
import type { NameOf } from './hint-words.ts';

interface Props {
  hint: Hint;
  name: NameOf;
  onAct: (action: HintAction) => void;
}

/** What can be done about all that a hint names; about one of them, nothing that its own button does not do. */
export function Remedies({ hint, name, onAct }: Props) {
  const removal = removalOf(hint);
  return (
    <>
      {usesOf(hint).map(({ label, samples, testOnly }) => (
        <Button
          key={label}
          size="compact-sm"
          variant="light"
          onClick={() => onAct({ kind: 'use', samples, testOnly })}
        >
          {label}
        </Button>
      ))}
      {removal !== null && (
        <Button
          size="compact-sm"
          color="red"
          variant="light"
          leftSection={<IconTrash size={14} aria-hidden />}
          onClick={() => onAct({ kind: 'delete', samples: removal.samples })}
        >
          {removal.label}
        </Button>
      )}
      {classesToFill(hint).map((id) => (
        <Button
          key={id}
          size="compact-sm"
          variant="light"
          maw="100%"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => addImagesTo(id)}
        >
          Add images to {name(id)}
        </Button>
      ))}
    </>
  );
}

function usesOf(hint: Hint): { label: string; samples: Sample[]; testOnly: boolean }[] {
  if (hint.kind !== 'test-leaks' || hint.leaks.length < 2) return [];
  const samples = hint.leaks.flatMap(({ tested, trained }) => [...tested, ...trained]);
  const all = `Use all ${samples.length.toLocaleString('en')}`;
  return [
    { label: `${all} for testing`, samples, testOnly: true },
    { label: `${all} for training`, samples, testOnly: false },
  ];
}

function removalOf(hint: Hint): { label: string; samples: Sample[] } | null {
  switch (hint.kind) {
    case 'poor-pictures': {
      const { length } = hint.pictures;
      const samples = hint.pictures.map(({ sample }) => sample);
      return length < 2 ? null : { label: `Delete all ${length.toLocaleString('en')}`, samples };
    }
    case 'near-duplicates': {
      const samples = hint.groups.flatMap((group) => group.slice(1));
      const label = `Delete the other ${samples.length.toLocaleString('en')}`;
      return hint.groups.length < 2 ? null : { label, samples };
    }
    case 'test-leaks': {
      const samples = hint.leaks.flatMap(({ tested }) => tested);
      const label = `Delete all ${samples.length.toLocaleString('en')} test images`;
      return hint.leaks.length < 2 ? null : { label, samples };
    }
    default:
      return null;
  }
}

function classesToFill(hint: Hint): ClassId[] {
  switch (hint.kind) {
    case 'imbalance':
    case 'few':
      return hint.small.map(({ classId }) => classId);
    case 'recorded-alike':
      return [hint.classId];
    default:
      return [];
  }
}
