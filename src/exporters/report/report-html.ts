import { escapeText } from './markup.ts';
import { REPORT_STYLE } from './report-style.ts';
import { classSection } from './sections/class-section.ts';
import { confusionSection } from './sections/confusion-section.ts';
import { learningSection } from './sections/learning-section.ts';
import { mistakesSection } from './sections/mistakes-section.ts';
import { reliabilitySection } from './sections/reliability-section.ts';
import { summarySection } from './sections/summary-section.ts';
import type { ReportData } from './types.ts';

/** Nothing is fetched and nothing runs, whatever the names in it say. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** The report as one HTML file that needs no other: plots are drawn inline, pictures are data URLs. */
export function reportHtml(report: ReportData): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(report.project)}: report</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<main>
${[
  summarySection(report),
  confusionSection(report),
  classSection(report),
  reliabilitySection(report),
  learningSection(report),
  mistakesSection(report),
]
  .filter((section) => section !== '')
  .map((section) => `<section>\n${section}\n</section>`)
  .join('\n')}
</main>
</body>
</html>
`;
}
