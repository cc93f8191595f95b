import { Button, Stack, Text } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { isFine } from '../../project/fine-samples.ts';
import { useProject } from '../../project/store.ts';
import { modelLabels } from '../../project/trained-model.ts';
import { mistakeCountWords } from '../../words/mistake-words.ts';
import type { LastAction } from '../last-action.ts';
import type { ReportTabProps } from '../ReportTabs.tsx';
import { FollowBar } from './FollowBar.tsx';
import { MistakeFilters } from './MistakeFilters.tsx';
import { MistakeList } from './MistakeList.tsx';
import styles from './Mistakes.module.css';
import { actOn, type MistakeAction } from './mistake-actions.ts';
import {
  judgedCount,
  type Mistake,
  type MistakePair,
  mistakePairs,
  mistakesOf,
  pairKey,
} from './mistakes.ts';
import { NothingLeft } from './NothingLeft.tsx';
import { NotJudged } from './NotJudged.tsx';

/** Every picture that was taken for another class by a model that had not seen it, and the ways out. */
export function MistakesTab({ model }: Pick<ReportTabProps, 'model'>) {
  const classes = useProject((state) => state.classes);
  const samples = useProject((state) => state.samples);
  const mistakes = useMemo(() => mistakesOf(model, classes, samples), [model, classes, samples]);
  const labels = useMemo(() => modelLabels(model, classes), [model, classes]);
  const classIds = useMemo(() => new Set(classes.map(({ id }) => id)), [classes]);
  const { trained, tested } = useMemo(() => judgedCount(model), [model]);
  const total = trained.total + tested.total;
  const [wantsFine, setWantsFine] = useState(false);
  const [pair, setPair] = useState<MistakePair | null>(null);
  const [focusOn, setFocusOn] = useState<number | null>(null);
  const [last, setLast] = useState<LastAction | null>(null);
  const tab = useRef<HTMLDivElement>(null);
  const focusTab = () => tab.current?.focus({ preventScroll: true });

  const fine = mistakes.filter(({ sample }) => isFine(sample));
  const left = mistakes.filter(({ sample }) => !isFine(sample));
  const showFine = wantsFine && fine.length > 0;
  const these = showFine ? fine : left;
  const pairs = mistakePairs(these);
  const shown = these.filter((mistake) => pair === null || pairKey(mistake) === pairKey(pair));

  const act = async (mistake: Mistake, action: MistakeAction, index: number) => {
    const done = await actOn(model, mistake, action);
    if (done === null) return;
    setLast(done);
    // The card has gone; the next one takes its place.
    if (shown.length > 1) setFocusOn(index);
    else focusTab();
  };
  return (
    <Stack
      ref={tab}
      gap="md"
      role="region"
      aria-label="Mistakes"
      tabIndex={-1}
      className={styles.tab}
    >
      {total === 0 ? (
        <NotJudged model={model} />
      ) : (
        <>
          {these.length > 0 && (
            <Text size="sm" maw={720}>
              {mistakeCountWords(trained, tested)}
              {fine.length > 0 && ` You marked ${fine.length.toLocaleString('en')} as fine.`} The
              surest come first: a wrong label shows up there.
            </Text>
          )}
          {mistakes.length > 0 && (
            <MistakeFilters
              labels={labels}
              pairs={pairs}
              pair={pair}
              onPair={setPair}
              left={left.length}
              fine={fine.length}
              showFine={showFine}
              onShowFine={setWantsFine}
            />
          )}
          {shown.length > 0 ? (
            <MistakeList
              label={showFine ? 'Mistakes marked as fine' : 'Mistakes'}
              model={model}
              labels={labels}
              mistakes={shown}
              classIds={classIds}
              focusOn={focusOn}
              onFocused={() => setFocusOn(null)}
              onAct={(...what) => void act(...what)}
            />
          ) : these.length > 0 ? (
            <div>
              <Text size="sm" mb="xs">
                None of this kind are left.
              </Text>
              <Button size="compact-sm" variant="light" onClick={() => setPair(null)}>
                Show all
              </Button>
            </div>
          ) : (
            <NothingLeft trained={trained} tested={tested} fine={fine.length} />
          )}
        </>
      )}
      <FollowBar
        model={model}
        lacking={total === 0 && model.evaluation.method !== 'none'}
        last={last}
        onTrained={() => {
          // Its outputs may stand for other classes now.
          setPair(null);
          setLast(null);
          focusTab();
          tab.current?.scrollIntoView({ block: 'start' });
        }}
      />
    </Stack>
  );
}
