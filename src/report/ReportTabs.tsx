import { Loader, Tabs } from '@mantine/core';
import { type ReactNode, Suspense, useEffect, useRef } from 'react';
import { lazyPart } from '../lazy-part.tsx';
import type { TrainedModel } from '../project/trained-model.ts';
import { type ReportTab, reportStore, useReport } from '../training/report-state.ts';
import type { AnalysisState } from './analysis.ts';
import { OutOfDate } from './OutOfDate.tsx';
import styles from './Report.module.css';
import { useAnalysis } from './use-analysis.ts';

/** What every tab is given. */
export interface ReportTabProps {
  model: TrainedModel;
  analysis: AnalysisState;
}

const tab = (
  value: ReportTab,
  label: string,
  load: () => Promise<(props: ReportTabProps) => ReactNode>,
) => ({ value, label, Component: lazyPart(load) });

const TABS = [
  tab('overview', 'Overview', async () => (await import('./overview/Overview.tsx')).Overview),
  tab('mistakes', 'Mistakes', async () => (await import('./mistakes/MistakesTab.tsx')).MistakesTab),
  tab('hints', 'Hints', async () => (await import('./hints/HintsTab.tsx')).HintsTab),
  tab('map', 'Map', async () => (await import('./MapTab.tsx')).MapTab),
  tab('runs', 'Runs', async () => (await import('./runs/RunsTab.tsx')).RunsTab),
];

/** All that the report holds, one thing at a time. */
export function ReportTabs({ model }: { model: TrainedModel }) {
  const { tab: wanted } = useReport();
  const analysis = useAnalysis(model);
  const shown = TABS.find(({ value }) => value === wanted) ?? TABS[0];
  const list = useRef<HTMLDivElement>(null);
  // What led to another tab is gone, and the keyboard's place with it.
  useEffect(() => {
    if (document.activeElement !== document.body) return;
    list.current?.querySelector<HTMLElement>(`[data-tab=${shown.value}]`)?.focus();
  }, [shown.value]);
  return (
    <Tabs
      value={shown.value}
      onChange={(value) => {
        const chosen = TABS.find((each) => each.value === value);
        if (chosen !== undefined) reportStore.setState({ tab: chosen.value });
      }}
      keepMounted={false}
    >
      <Tabs.List ref={list} aria-label="Parts of the report">
        {TABS.map(({ value, label }) => (
          <Tabs.Tab key={value} value={value} data-tab={value} className={styles.tab}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {/* Mistakes and hints say it where they are worked on. */}
      {shown.value !== 'mistakes' && shown.value !== 'hints' && <OutOfDate model={model} />}
      {TABS.map(({ value, Component }) => (
        <Tabs.Panel key={value} value={value} pt="md">
          <Suspense fallback={<Loader size="sm" aria-label="Loading" />}>
            <Component model={model} analysis={analysis} />
          </Suspense>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
