import { Alert, Button, Text } from '@mantine/core';
import { type ReactNode, use, useEffect, useReducer, useState } from 'react';
import { laterPart } from './parts.ts';
import { notify } from './project/notices.ts';
import { PART_MISSING } from './words/part-words.ts';

type View<Props> = (props: Props) => ReactNode;

interface Retry {
  retry: () => void;
}

/**
 * A view that comes when it is first shown; its place needs a `Suspense` around it. Where it could
 * not be had, `Missing` stands there, and the next place that it is shown in asks for it again.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<View<Props>>,
  Missing: View<Retry> = PartMissing,
): View<Props> {
  const loaded = laterPart(load);
  let part: Promise<View<Props> | null> | null = null;
  const view = () => {
    part ??= loaded().catch(() => null);
    return part;
  };
  return function LazyPart(props) {
    const [, askAgain] = useReducer((times: number) => times + 1, 0);
    const asked = view();
    const Part = use(asked);
    useEffect(() => {
      if (Part !== null) return;
      return () => {
        if (part === asked) part = null;
      };
    }, [Part, asked]);
    if (Part !== null) return <Part {...props} />;
    const retry = () => {
      part = null;
      askAgain();
    };
    return <Missing retry={retry} />;
  };
}

function PartMissing({ retry }: Retry) {
  return (
    <Alert color="red" title={PART_MISSING.title} role="alert">
      <Text size="sm">{PART_MISSING.text}</Text>
      <Button mt="xs" size="compact-sm" variant="default" onClick={retry}>
        Try again
      </Button>
    </Alert>
  );
}

interface DialogProps {
  opened: boolean;
  onClose: () => void;
}

/** A dialog that comes when it is first opened, and then stays. Where it could not be had, a notice says so. */
export function lazyDialog<Props extends DialogProps>(
  load: () => Promise<View<Props>>,
): View<Props> {
  const loaded = laterPart(load);
  return function LazyDialog(props) {
    const { opened, onClose } = props;
    const [view, setView] = useState<{ Dialog: View<Props> } | null>(null);
    const [shown, setShown] = useState(false);
    useEffect(() => {
      if (!opened || view !== null) return;
      let wanted = true;
      const take = (Dialog: View<Props>) => wanted && setView({ Dialog });
      const miss = () => {
        if (!wanted) return;
        notify({ key: 'part', tone: 'error', ...PART_MISSING });
        onClose();
      };
      void loaded().then(take, miss);
      return () => {
        wanted = false;
      };
    }, [opened, onClose, view]);
    // Mantine gives the focus back only from a dialog that it has seen closed before.
    useEffect(() => setShown(view !== null), [view]);
    return view && <view.Dialog {...props} opened={opened && shown} />;
  };
}
