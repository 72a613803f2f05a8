/** Colours keep 4.5:1 against their ground in both schemes (WCAG 2.2, 1.4.3). */
const COLOURS = `
:root {
  color-scheme: light dark;
  --ground: #f5f6f8; --paper: #ffffff; --sunken: #f7f8fa; --ink: #1b2230; --quiet: #5a6475; --line: #e0e4ea;
  --link: #1d5fae; --mark: #ffe7a3; --mark-ink: #4a3500;
  --passed: #17703f; --passed-tint: #e5f4ea; --failed: #b3231a; --failed-tint: #fdebe9;
  --warned: #8a5300; --warned-tint: #fdf1dc; --inconclusive: #6440b0; --inconclusive-tint: #f0ebfb;
  --observed: #1d5fae; --observed-tint: #e7f0fb; --skipped: #5a6475; --skipped-tint: #eceff3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12161d; --paper: #1a2029; --sunken: #141920; --ink: #e6eaf0; --quiet: #9ba6b6; --line: #2d3643;
    --link: #84b8f5; --mark: #54440f; --mark-ink: #ffe9a8;
    --passed: #6fd39a; --passed-tint: #16332a; --failed: #ff938a; --failed-tint: #421f20;
    --warned: #f1bd66; --warned-tint: #3a2d15; --inconclusive: #c3abff; --inconclusive-tint: #2d2546;
    --observed: #84b8f5; --observed-tint: #182c45; --skipped: #9ba6b6; --skipped-tint: #262e3a;
  }
}
.passed, .conformant { --tone: var(--passed); --tint: var(--passed-tint); }
.failed, .nonconformant { --tone: var(--failed); --tint: var(--failed-tint); }
.warned, .partial { --tone: var(--warned); --tint: var(--warned-tint); }
.inconclusive { --tone: var(--inconclusive); --tint: var(--inconclusive-tint); }
.observed { --tone: var(--observed); --tint: var(--observed-tint); }
.skipped { --tone: var(--skipped); --tint: var(--skipped-tint); }
`

const TYPE = `
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.6 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
main { max-width: 1080px; margin: 0 auto; padding: 56px 32px 96px; }
h1 { font-size: 34px; line-height: 1.2; letter-spacing: -0.02em; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 21px; letter-spacing: -0.01em; margin: 0 0 16px; }
main > section { margin-top: 64px; }
h3 { font-size: 19px; line-height: 1.4; letter-spacing: -0.005em; margin: 8px 0 0; }
h4 { font-size: 14px; margin: 0 0 8px; }
h5 { font-size: 13px; margin: 16px 0 6px; color: var(--quiet); font-weight: 600; }
p { margin: 0 0 12px; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 2px; }
code, pre, .message, .mismatches td { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace; }
code { font-size: 0.9em; overflow-wrap: anywhere; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 13px; line-height: 1.55; }
mark { background: var(--mark); color: var(--mark-ink); border-radius: 3px; padding: 1px 2px; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
summary { cursor: pointer; }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--link); outline-offset: 3px; border-radius: 4px; }
ul { margin: 0; padding: 0; list-style: none; }
dl, dd { margin: 0; }
table { border-collapse: collapse; width: 100%; text-align: left; }
th { font-weight: 600; }
.quiet { color: var(--quiet); }
.small { font-size: 13px; margin: 4px 0 0; }
.eyebrow { font-size: 14px; color: var(--quiet); margin: 0 0 6px; }
.where { margin: 8px 0 0; }
.id { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: 13px; white-space: nowrap; }
`

const OVERVIEW = `
.verdict { display: flex; gap: 24px; align-items: center; margin-top: 32px; padding: 28px 32px; border-radius: 14px; background: var(--tint); border: 1px solid color-mix(in srgb, var(--tone) 28%, transparent); }
.verdict-mark { flex: none; width: 60px; height: 60px; border-radius: 50%; background: var(--tone); color: var(--paper); font-size: 30px; line-height: 60px; text-align: center; }
.verdict-word { font-size: 30px; font-weight: 680; letter-spacing: -0.02em; line-height: 1.2; color: var(--tone); margin: 0 0 4px; }
.verdict-sentence { font-size: 18px; margin: 0; }
.meters { display: grid; grid-template-columns: repeat(3, 1fr); gap: 32px; margin-top: 32px; }
.meter-head { margin-bottom: 8px; }
.bar { display: flex; gap: 2px; height: 10px; border-radius: 5px; overflow: hidden; background: var(--line); }
.bar span { flex-basis: 0; min-width: 4px; background: var(--tone); }
.bar .skipped { background: var(--line); }
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; margin-top: 8px; font-size: 14px; }
.legend li { color: var(--tone, var(--quiet)); }
.columns { display: grid; grid-template-columns: 1fr 1fr; gap: 48px; margin-top: 48px; }
.reasons div { display: grid; grid-template-columns: 184px 1fr; gap: 16px; padding: 7px 0; border-top: 1px solid var(--line); }
.reasons div:first-child, .limits li:first-child { border-top: 0; padding-top: 0; }
.reasons dt { font-weight: 600; }
.limits li { padding: 7px 0; border-top: 1px solid var(--line); }
`

const LABELS = `
.badge { display: inline-block; padding: 1px 10px; border-radius: 99px; font-size: 13px; font-weight: 600; line-height: 1.6; white-space: nowrap; color: var(--tone); background: var(--tint); }
.flag { padding: 0 8px; border: 1px solid var(--line); border-radius: 99px; font-size: 13px; color: var(--quiet); white-space: nowrap; }
.chips { display: flex; flex-wrap: wrap; gap: 4px 14px; font-size: 14px; }
.chip { color: var(--tone); white-space: nowrap; }
.empty { padding: 24px; border: 1px dashed var(--line); border-radius: 12px; color: var(--quiet); }
`

const CARDS = `
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: 24px 28px; margin-top: 20px; }
.card > summary { list-style: none; }
.card > summary::-webkit-details-marker { display: none; }
.card[open] > summary { margin-bottom: 14px; }
.kicker { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; font-size: 14px; }
.statement { max-width: 74ch; }
.sources { font-size: 14px; margin-bottom: 20px; }
.mismatches { margin: 0 0 12px; }
.mismatches th, .mismatches td { padding: 8px 16px 8px 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
.mismatches thead th { font-size: 13px; color: var(--quiet); padding-top: 0; }
.mismatches tbody th { width: 150px; font-weight: 500; color: var(--quiet); }
.mismatches td { font-size: 17px; width: 42%; }
.mismatches tbody th { vertical-align: baseline; }
.mismatches td { vertical-align: baseline; }
.facts-line { margin-bottom: 20px; }
.mismatches .expected { color: var(--passed); }
.mismatches .received { color: var(--failed); font-weight: 600; }
.because { font-size: 17px; }
.panes { display: grid; grid-template-columns: repeat(auto-fit, minmax(320px, 1fr)); gap: 24px; margin: 20px 0; }
.pane { min-width: 0; }
.message { background: var(--sunken); border: 1px solid var(--line); border-radius: 8px; padding: 12px 14px; font-size: 13px; line-height: 1.6; overflow-wrap: anywhere; }
.message b { font-weight: 500; color: var(--quiet); }
.message mark b { color: inherit; }
.message i { color: var(--quiet); font-family: ui-sans-serif, system-ui, sans-serif; }
.message .body { margin-top: 10px; padding-top: 10px; border-top: 1px solid var(--line); }
.message .small { font-family: ui-sans-serif, system-ui, sans-serif; }
.missing { border: 1px dashed currentColor; }
.reproduce pre { background: var(--sunken); border: 1px solid var(--line); border-radius: 8px; padding: 10px 14px; }
.reproduce details { margin-top: 8px; }
.reproduce details pre { margin-top: 8px; }
details > summary { color: inherit; }
.reproduce summary, .more > summary { font-size: 14px; color: var(--link); width: fit-content; }
.more { margin-top: 10px; }
.ids { columns: 2; gap: 32px; margin-top: 8px; font-size: 14px; }
`

const TABLES = `
.area { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; margin-top: 12px; overflow: hidden; }
.area > summary { display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: baseline; justify-content: space-between; padding: 14px 22px; list-style: none; }
.area > summary::-webkit-details-marker, .requirement > summary::-webkit-details-marker { display: none; }
.area-title { font-weight: 600; }
.area-title::before, .requirement > summary::before { content: "▸"; display: inline-block; width: 18px; color: var(--quiet); font-size: 12px; }
.area[open] > summary .area-title::before, .requirement[open] > summary::before { content: "▾"; }
.requirement { border-top: 1px solid var(--line); }
.requirement > summary { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; padding: 10px 22px; list-style: none; }
.requirement > summary .badge { min-width: 104px; }
.requirement .level { font-size: 13px; width: 62px; color: var(--quiet); }
.requirement .title { flex: 1 1 320px; }
.requirement .count { font-size: 13px; }
.requirement .inside { padding: 4px 22px 22px 52px; }
.cases { font-size: 14px; margin-top: 8px; }
.cases th, .cases td, .observations th, .observations td { padding: 6px 16px 6px 0; border-top: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
.cases thead th, .observations thead th { border-top: 0; font-size: 13px; color: var(--quiet); }
.cases td:nth-child(2) { width: 140px; }
.cases td:nth-child(1) { width: 45%; }
.scroll { overflow-x: auto; }
.observations td { width: 30%; }
.observations td:first-child { width: 40%; }
.observations td:last-child { font-size: 14px; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(420px, 100%), 1fr)); gap: 0 48px; }
.facts div { display: grid; grid-template-columns: 140px 1fr; gap: 16px; padding: 7px 0; border-bottom: 1px solid var(--line); font-size: 15px; }
.facts dt { color: var(--quiet); }
.facts dd { overflow-wrap: anywhere; }
.latency { margin: 32px 0 0; }
.latency figcaption { margin-bottom: 16px; }
.columns-chart { display: flex; gap: 4px; height: 160px; overflow-x: auto; }
.columns-chart div { flex: 1 1 0; display: flex; flex-direction: column; justify-content: flex-end; min-width: 48px; }
.columns-chart .column { flex: none; max-height: calc(100% - 48px); background: var(--observed); border-radius: 3px 3px 0 0; }
.tick { font-size: 12px; color: var(--quiet); text-align: center; padding-top: 4px; white-space: nowrap; }
`

const MEDIA = `
@media (max-width: 720px) {
  main { padding: 32px 16px 64px; }
  .meters, .columns { grid-template-columns: 1fr; gap: 24px; }
  .verdict { padding: 20px; gap: 16px; }
  .verdict-mark { width: 44px; height: 44px; line-height: 44px; font-size: 22px; }
  .card { padding: 18px; }
  .ids { columns: 1; }
  .requirement .inside { padding-left: 22px; }
}
@media print {
  :root { --ground: #fff; }
  body { font-size: 11pt; }
  main { max-width: none; padding: 0; }
  .card::details-content { content-visibility: visible; block-size: auto; }
  .card, .verdict, .pane, tr { break-inside: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`

/** The page's only style sheet. */
export const STYLE = [COLOURS, TYPE, OVERVIEW, LABELS, CARDS, TABLES, MEDIA].join('')
