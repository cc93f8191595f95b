import { NumberInput } from '@mantine/core';
import { useEffect, useState } from 'react';

export interface OptionFieldProps {
  label: string;
  description: string;
  min: number;
  max: number;
  step: number;
  decimals: number;
  value: number;
  disabled: boolean;
  onCommit: (value: number) => void;
}

/** A number that may be wrong while it is being typed; only a value within bounds is committed. */
export function OptionField({ decimals, value, onCommit, ...input }: OptionFieldProps) {
  const [draft, setDraft] = useState<number | string>(value);
  useEffect(() => setDraft(value), [value]);
  return (
    <NumberInput
      {...input}
      size="sm"
      value={draft}
      onChange={(next) => {
        setDraft(next);
        if (typeof next === 'number' && next >= input.min && next <= input.max) onCommit(next);
      }}
      decimalScale={decimals}
      allowDecimal={decimals > 0}
      allowNegative={false}
      clampBehavior="blur"
    />
  );
}
