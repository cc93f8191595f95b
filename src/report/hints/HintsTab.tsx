import { Button, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { useRef, useState } from 'react';
import { restoreAllHints } from '../../project/dismissed-hints.ts';
import { useProject } from '../../project/store.ts';
import { modelLabels } from '../../project/trained-model.ts';
import { count } from '../../words/format-number.ts';
import { AnalysisStatus } from '../AnalysisStatus.tsx';
import type { LastAction } from '../last-action.ts';
import { FollowBar } from '../mistakes/FollowBar.tsx';
import type { ReportTabProps } from '../ReportTabs.tsx';
import styles from './Hints.module.css';
import { HintView, hintId } from './HintView.tsx';
import { actOnHint, type HintAction } from './hint-actions.ts';
import { MeasuringStatus } from './MeasuringStatus.tsx';
import { useHints } from './use-hints.ts';
import { useKeptPlace } from './use-kept-place.ts';
import { useMeasuring } from './use-measuring.ts';

/** What may be wrong with the pictures and classes, and the ways out. */
export function HintsTab({ model, analysis }: ReportTabProps) {
  const classes = useProject((state) => state.classes);
  const hints = useHints({ model, analysis });
  const measuring = useMeasuring();
  const [last, setLast] = useState<LastAction | null>(null);
  const tab = useRef<HTMLDivElement>(null);
  const { note, restore } = useKeptPlace(tab);
  const labels = modelLabels(model, classes);
  const names = new Map(model.classIds.map((id, output) => [id, labels[output]]));
  for (const each of classes) names.set(each.id, each.name);

  const act = async (action: HintAction) => {
    const place = note();
    const done = await actOnHint(action);
    if (done === null) return;
    setLast(done);
    restore(place);
  };
  const showAgain = async () => {
    if (!(await restoreAllHints())) return;
    setLast(null);
    tab.current?.focus({ preventScroll: true });
  };
  const over = analysis.kind === 'done' && measuring.kind === 'done';
  return (
    <Stack ref={tab} gap="md" role="region" aria-label="Hints" tabIndex={-1} className={styles.tab}>
      {hints === null ? (
        <Loader size="sm" aria-label="Loading" />
      ) : (
        <>
          <div role="status">
            {hints.shown.length > 0 && (
              <Text size="sm">
                {count(hints.shown.length, 'hint')} about your images and classes. Any of them may
                be mistaken: look, and decide.
              </Text>
            )}
            {hints.shown.length === 0 && over && (
              <NothingFound dismissed={hints.dismissed.length} />
            )}
          </div>
          {hints.shown.map((hint) => (
            <HintView
              key={hintId(hint)}
              hint={hint}
              name={(id) => `“${names.get(id) ?? ''}”`}
              onAct={(action) => void act(action)}
            />
          ))}
          <AnalysisPart model={model} analysis={analysis} />
          <MeasuringStatus measuring={measuring} />
          {hints.dismissed.length > 0 && (
            <Group gap="sm">
              <Text size="sm" c="dimmed">
                {hints.dismissed.length.toLocaleString('en')} dismissed
              </Text>
              <Button size="compact-sm" variant="subtle" onClick={() => void showAgain()}>
                Show again
              </Button>
            </Group>
          )}
        </>
      )}
      <FollowBar
        model={model}
        lacking={model.judged === null && model.evaluation.method !== 'none'}
        last={last}
        onTrained={() => {
          setLast(null);
          tab.current?.focus({ preventScroll: true });
        }}
      />
    </Stack>
  );
}

/** What is still being found out, or why it cannot be. */
function AnalysisPart({ model, analysis }: ReportTabProps) {
  if (analysis.kind === 'done') return null;
  return (
    <div>
      <Text size="sm">Wrong labels, images that are nearly the same, mixed classes:</Text>
      {model.evaluation.method === 'none' ? (
        <Text size="sm">
          To find them, some images of each class are held back. That takes two uploads or two
          recordings of each.
        </Text>
      ) : (
        <AnalysisStatus
          analysis={analysis}
          label="Looking for wrong labels and images that are nearly the same"
        />
      )}
    </div>
  );
}

function NothingFound({ dismissed }: { dismissed: number }) {
  return (
    <Stack gap="xs" maw={640}>
      <Title order={3} size="h5">
        {dismissed === 0 ? 'Your images look good' : 'The rest looks good'}
      </Title>
      {dismissed === 0 && (
        <Text size="sm">
          No image looks as if it were in the wrong class, none is dark or blurred, no two are
          nearly the same, and no class is far smaller than the others or looks like two.
        </Text>
      )}
    </Stack>
  );
}
