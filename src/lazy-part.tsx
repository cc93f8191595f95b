import { Alert } from '@mantine/core';
import { type ReactNode, use, useEffect, useState } from 'react';
import { laterPart } from './parts.ts';
import { notify } from './project/notices.ts';
import { PART_MISSING } from './words/part-words.ts';

type View<Props> = (props: Props) => ReactNode;

/**
 * A view that comes when it is first shown; its place needs a `Suspense` around it. Where it could
 * not be had, `Missing` stands there, and it is asked for again when it is shown the next time.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<View<Props>>,
  Missing: View<Props> = PartMissing,
): View<Props> {
  const loaded = laterPart(load);
  let part: Promise<View<Props>> | null = null;
  const Absent = (props: Props) => {
    useEffect(() => {
      return () => {
        part = null;
      };
    }, []);
    return <Missing {...props} />;
  };
  const view = () => {
    part ??= loaded().catch(() => Absent);
    return part;
  };
  return function LazyPart(props) {
    const Part = use(view());
    return <Part {...props} />;
  };
}

function PartMissing() {
  return (
    <Alert color="red" title={PART_MISSING.title} role="alert">
      {PART_MISSING.text}
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
