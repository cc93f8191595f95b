import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useProject } from '../../project/store.ts';
import type { ConfusionCell } from '../../training/ConfusionMatrix.tsx';
import { unjudgeable } from '../../training/training-rows.ts';
import { unjudgedWords } from '../../words/unjudged-words.ts';
import styles from '../Report.module.css';
import type { ReportTabProps } from '../ReportTabs.tsx';
import { reportFigures } from '../report-figures.ts';
import { AccuracyGlance } from './AccuracyGlance.tsx';
import { CellPictures } from './CellPictures.tsx';
import { ClassTable } from './ClassTable.tsx';
import { ConfusionSection } from './ConfusionSection.tsx';
import { LearningSection } from './LearningSection.tsx';
import { NextStepLine } from './NextStepLine.tsx';
import { ReliabilitySection } from './ReliabilitySection.tsx';
import { SaveReport } from './SaveReport.tsx';

/** Of more classes, the matrix needs the whole width. */
const FEW = 6;

/** One glance first, then as deep as wanted. */
export function Overview({ model, analysis }: ReportTabProps) {
  const classes = useProject((state) => state.classes);
  const samples = useProject((state) => state.samples);
  const figures = useMemo(() => reportFigures(model, classes, samples), [model, classes, samples]);
  const [wanted, setWanted] = useState<'judged' | 'tested'>('judged');
  const [cell, setCell] = useState<ConfusionCell | null>(null);
  // A new model may have other classes, and has other mistakes.
  useEffect(() => {
    void model;
    setCell(null);
  }, [model]);
  const { labels, judged, tested } = figures;
  const both = judged !== null && tested !== null;
  const shown = (wanted === 'judged' ? judged : tested) ?? judged ?? tested;
  const open = shown !== null && shown.pictures.length > 0;
  return (
    <Stack gap="xl">
      <div className={styles.columns}>
        <Stack gap="md">
          {judged === null && <Text>{unjudgedWords(unjudgeable(model, classes, samples))}</Text>}
          <AccuracyGlance judged={judged} tested={tested} />
        </Stack>
        {shown !== null && (
          <Stack gap="md">
            {judged !== null && (
              <NextStepLine
                figures={judged}
                labels={labels}
                analysis={analysis}
                onShow={(which) => {
                  setWanted('judged');
                  setCell(which);
                }}
              />
            )}
            <SaveReport model={model} figures={figures} analysis={analysis} />
          </Stack>
        )}
      </div>
      {both && (
        <SegmentedControl
          aria-label="Which images the figures below are about"
          value={wanted}
          onChange={(value) => {
            setWanted(value === 'tested' ? 'tested' : 'judged');
            setCell(null);
          }}
          data={[
            { value: 'judged', label: 'Training images' },
            { value: 'tested', label: 'Test images' },
          ]}
          style={{ alignSelf: 'start' }}
        />
      )}
      {shown !== null && (
        <>
          <div className={styles.columns} data-stacked={labels.length > FEW || undefined}>
            <ConfusionSection
              figures={shown}
              labels={labels}
              open={open}
              cell={cell}
              onChoose={setCell}
            />
            {cell !== null && open && (
              <CellPictures
                key={`${cell.given} ${cell.predicted}`}
                figures={shown}
                labels={labels}
                cell={cell}
                onClose={() => setCell(null)}
              />
            )}
            <ClassTable figures={shown.perClass} confusion={shown.confusion} labels={labels} />
          </div>
          <div className={styles.columns}>
            <ReliabilitySection reliability={shown.reliability} tested={shown === tested} />
            {/* There is none of test images: nothing is learned from them. */}
            {shown === judged && (
              <LearningSection analysis={analysis} hiddenLayer={model.head.kind === 'hidden'} />
            )}
          </div>
        </>
      )}
    </Stack>
  );
}
