import { useComputedColorScheme } from '@mantine/core';
import { svgAddress } from '../../exporters/report/markup.ts';
import type { PlotColours } from '../../exporters/report/plots/axes.ts';
import styles from '../Report.module.css';

/** The theme's colours, as a drawing of its own has to be given them: gray, dark and indigo. */
const COLOURS: Record<'light' | 'dark', PlotColours> = {
  light: { quiet: '#495057', line: '#dee2e6', accent: '#4263eb' },
  dark: { quiet: '#b8b8b8', line: '#424242', accent: '#748ffc' },
};

interface Props {
  draw: (colours: PlotColours) => string;
  /** All that the drawing says, in words. */
  description: string;
}

/** A plot of the saved report, in the colours of the page. */
export function Plot({ draw, description }: Props) {
  const scheme = useComputedColorScheme('light');
  return <img src={svgAddress(draw(COLOURS[scheme]))} alt={description} className={styles.plot} />;
}
