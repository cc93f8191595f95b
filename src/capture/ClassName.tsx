import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { LONGEST_NAME, renameClass } from '../project/classes.ts';
import type { ClassId } from '../project/types.ts';
import styles from './ClassCard.module.css';

interface Props {
  id: ClassId;
  name: string;
  selectAtStart: boolean;
}

/** The name, edited in place: Enter or leaving saves, Escape takes the edit back. */
export function ClassName({ id, name, selectAtStart }: Props) {
  const [draft, setDraft] = useState(name);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => setDraft(name), [name]);
  useEffect(() => {
    if (selectAtStart) input.current?.select();
  }, [selectAtStart]);
  const commit = () => {
    if (draft.trim() === '' || draft.trim() === name) setDraft(name);
    // Where it could not be saved, the old name comes back.
    else void renameClass(id, draft).then((renamed) => renamed || setDraft(name));
  };
  return (
    <TextInput
      ref={input}
      aria-label="Class name"
      className={styles.name}
      flex={1}
      maxLength={LONGEST_NAME}
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') input.current?.blur();
        if (event.key === 'Escape') setDraft(name);
      }}
    />
  );
}
