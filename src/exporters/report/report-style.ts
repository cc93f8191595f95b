/** The report's style sheet, light and dark, on a screen and on paper. */
export const REPORT_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #fff; --panel: #f6f7f9; --ink: #1b1f27; --quiet: #5a6372; --line: #dde1e8;
  --accent: #2f5bd7; --wrong: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #13161b; --panel: #1c2027; --ink: #eceff4; --quiet: #a2abba; --line: #313843;
    --accent: #8aa9ff; --wrong: #ff8f85;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 64rem; padding: 2rem 1.25rem 4rem;
  background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif;
}
h1, h2, p, dl, dd, table, figure { margin: 0; }
h1 { font-size: 1.9rem; line-height: 1.2; overflow-wrap: anywhere; }
h2 { margin: 2.75rem 0 .5rem; font-size: 1.25rem; }
p { max-width: 42rem; }
p + p { margin-top: .5rem; }
.quiet, caption, figcaption { color: var(--quiet); font-size: .9rem; }
bdi { overflow-wrap: anywhere; }
.facts { display: flex; flex-wrap: wrap; gap: .25rem 2rem; margin-top: .75rem; }
.facts div { display: flex; flex-wrap: wrap; gap: 0 .5rem; }
.facts dt { color: var(--quiet); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 1rem; margin-top: 1.75rem; }
.figures div { display: flex; flex-direction: column; padding: 1rem 1.1rem; border-radius: .6rem; background: var(--panel); }
.figures dt { order: 1; font-size: .9rem; }
.figures dd { font-size: 1.75rem; font-weight: 650; line-height: 1.2; font-variant-numeric: tabular-nums; }
.figures dd + dd { order: 2; color: var(--quiet); font-size: .85rem; font-weight: 400; line-height: 1.4; margin-top: .2rem; }
.scroll { overflow-x: auto; margin-top: .75rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { padding-bottom: .5rem; text-align: left; }
th, td { padding: .35rem .7rem; border-bottom: 1px solid var(--line); text-align: right; font-weight: 400; }
th { max-width: 14rem; }
thead th { color: var(--quiet); font-size: .9rem; vertical-align: bottom; }
th:first-child { text-align: left; }
tfoot th, tfoot td { border-bottom: 0; font-weight: 600; }
tbody th { min-width: 6rem; }
.matrix td, .matrix thead th:not(:first-child) { width: 5rem; min-width: 4rem; text-align: center; }
.matrix td {
  height: 2.75rem; border: 2px solid var(--ground); border-radius: .4rem;
  background: color-mix(in srgb, var(--hue) calc(var(--heat) * 45%), var(--panel));
  --hue: var(--wrong);
}
.matrix .right { --hue: var(--accent); font-weight: 600; }
.matrix .none { color: var(--quiet); }
.matrix th { border-bottom: 0; }
.many td, .many thead th:not(:first-child) { width: 2.4rem; min-width: 2.4rem; padding: .2rem; }
.many td { height: 2.4rem; }
.many thead span { display: inline-block; max-height: 9rem; overflow: hidden; writing-mode: vertical-rl; rotate: 180deg; text-align: left; text-overflow: ellipsis; white-space: nowrap; }
.side { display: flex; flex-wrap: wrap; align-items: start; gap: 1rem 2.5rem; margin-top: .75rem; }
.side > * { min-width: 0; max-width: 100%; }
svg { display: block; max-width: 100%; height: auto; }
.gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: 1.25rem 1rem; margin-top: 1rem; padding: 0; list-style: none; }
.gallery img, .blank { display: block; width: 100%; aspect-ratio: 1; margin-bottom: .4rem; border-radius: .5rem; background: var(--panel); object-fit: cover; }
.gallery p { font-size: .9rem; line-height: 1.35; }
.gallery .quiet { margin: .15rem 0 0; font-size: .8rem; }
@media (max-width: 32rem) {
  table { font-size: .9rem; }
  th, td { padding: .35rem .3rem; }
  tbody th { min-width: 5rem; }
}
@media print {
  :root { color-scheme: light; --ground: #fff; --panel: #f6f7f9; --ink: #000; --quiet: #444; --line: #ccc; --accent: #2f5bd7; --wrong: #b3261e; }
  body { max-width: none; padding: 0; font-size: 11pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h2 { break-after: avoid; }
  tr, figure, .gallery li, .figures div { break-inside: avoid; }
  .scroll { overflow: visible; }
}
`;
