import { onPage, type Block, type Cell, type Document, type Item, type Section, type Table } from './document.js';
import { escaped } from './escaped.js';
import { cellText } from './text.js';

const anchorOf = (id: string): string => `event-${escaped(id)}`;

// Dark text on pale grounds (at least 7 to 1), and a border of its own for each: the word says it all without them.
const STYLE = `
:root { color-scheme: light; }
body { font: 1rem/1.5 system-ui, "Source Sans 3", Arial, sans-serif; color: #111; background: #fff; max-width: 75rem; margin: 0 auto; padding: 1rem 1.5rem 3rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0.5rem 0; }
h2 { font-size: 1.4rem; margin: 2.2rem 0 0.6rem; border-top: 2px solid #111; padding-top: 0.6rem; }
h3 { font-size: 1.1rem; margin: 1.6rem 0 0.4rem; }
.subtitle { font-size: 1.15rem; margin: 0 0 1rem; }
nav ol { list-style: none; padding: 0; columns: 20rem auto; }
a { color: #0b4a8f; }
a:focus-visible { outline: 3px solid #0b4a8f; outline-offset: 2px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1.2rem; margin: 0.8rem 0; }
dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; margin: 1rem 0 1.4rem; }
.scroll:focus-visible { outline: 3px solid #0b4a8f; }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem; }
caption { text-align: left; font-weight: 600; padding: 0.3rem 0; }
th, td { border: 1px solid #767676; padding: 0.35rem 0.5rem; text-align: left; vertical-align: top; overflow-wrap: break-word; }
thead th { background: #e8ecf0; }
tbody th { font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.mark { display: inline-block; padding: 0.1rem 0.5rem; border: 2px solid; font-weight: 600; white-space: nowrap; }
.GREEN { background: #e3f4e5; border-color: #1b5e20; }
.AMBER { background: #fff3d6; border-color: #7a4b00; border-style: dashed; }
.RED { background: #fde7e7; border-color: #8c1414; border-style: double; border-width: 4px; }
.NOTHING_DUE { background: #f2f2f2; border-color: #5a5a5a; border-style: dotted; }
.items { padding-left: 1.2rem; }
.items > li { margin-bottom: 0.8rem; }
.items p { margin: 0.1rem 0; overflow-wrap: anywhere; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: 0.5rem; } }
@media print {
  @page { size: A4; margin: 15mm 13mm; }
  body { font-size: 9.5pt; max-width: none; padding: 0; }
  nav { display: none; }
  a { color: inherit; text-decoration: none; }
  h2, h3, caption { break-after: avoid; }
  .scroll { overflow: visible; }
  table { font-size: 8pt; }
  thead { display: table-header-group; break-after: avoid; }
  tbody tr:first-child { break-before: avoid; }
  p:has(+ .items) { break-after: avoid; }
  tr, .items > li { break-inside: avoid; }
  .mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`.trim();

const cellHtml = (cell: Cell): string =>
  cell !== null && typeof cell === 'object' && 'mark' in cell
    ? `<span class="mark ${cell.mark}">${escaped(cellText(cell))}</span>`
    : linked(cellText(cell));

/** Text with its web addresses as links. */
const linked = (text: string): string =>
  text
    .split(/(https?:\/\/[^\s;,]+)/)
    .map((part, at) => (at % 2 === 1 ? `<a href="${escaped(part)}">${escaped(part)}</a>` : escaped(part)))
    .join('');

const rowHtml = (table: Table, row: readonly Cell[], at: number): string => {
  const anchor = table.anchors?.[at];
  const cells = row.map((cell, column) => {
    const kind = typeof cell === 'number' ? ' class="number"' : '';
    return column === 0 ? `<th scope="row">${cellHtml(cell)}</th>` : `<td${kind}>${cellHtml(cell)}</td>`;
  });
  return `<tr${anchor === undefined ? '' : ` id="${anchorOf(anchor)}"`}>${cells.join('')}</tr>`;
};

const tableHtml = (table: Table): string => {
  if (table.rows.length === 0) return `<p>${escaped(table.empty)}</p>`;
  const total = table.columns.reduce((sum, { share = 1 }) => sum + share, 0);
  const widths = table.columns.map(({ share = 1 }) => `<col style="width:${((share / total) * 100).toFixed(1)}%">`);
  const headings = table.columns.map(({ heading }, at) => {
    const numbers = at > 0 && table.rows.every((row) => typeof row[at] === 'number');
    return `<th scope="col"${numbers ? ' class="number"' : ''}>${escaped(heading)}</th>`;
  });
  return [
    // A region that scrolls can be reached and named from the keyboard.
    `<div class="scroll" role="region" aria-labelledby="caption-${table.id}" tabindex="0">`,
    `<table><caption id="caption-${table.id}">${escaped(table.caption)}</caption>`,
    `<colgroup>${widths.join('')}</colgroup>`,
    `<thead><tr>${headings.join('')}</tr></thead>`,
    `<tbody>`,
    ...table.rows.map((row, at) => rowHtml(table, row, at)),
    `</tbody></table></div>`,
  ].join('\n');
};

const itemHtml = ({ lead, parts, evidence }: Item, anchors: ReadonlySet<string>): string => {
  const links = evidence.map((id) => (anchors.has(id) ? `<a href="#${anchorOf(id)}">${escaped(id)}</a>` : escaped(id)));
  return [
    `<li><p><strong>${escaped(lead)}</strong></p>`,
    ...parts.map((part) => `<p>${escaped(part)}</p>`),
    ...(links.length > 0 ? [`<p>Evidence: ${links.join(', ')}</p>`] : []),
    '</li>',
  ].join('');
};

const blockHtml = (block: Block, anchors: ReadonlySet<string>): string => {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${escaped(block.text)}</p>`;
    case 'facts':
      return `<dl>${block.items.map(([term, text]) => `<dt>${escaped(term)}</dt><dd>${escaped(text)}</dd>`).join('\n')}</dl>`;
    case 'list':
      return block.items.length === 0
        ? `<p>${escaped(block.empty)}</p>`
        : `<ul class="items">\n${block.items.map((item) => itemHtml(item, anchors)).join('\n')}\n</ul>`;
    case 'table':
      return tableHtml(block);
  }
};

const sectionHtml = (section: Section, level: number, id: string, anchors: ReadonlySet<string>): string =>
  [
    `<section aria-labelledby="${id}">`,
    `<h${level} id="${id}">${escaped(section.heading)}</h${level}>`,
    ...onPage(section.blocks).map((block) => blockHtml(block, anchors)),
    ...(section.sections ?? []).map((inner, at) => sectionHtml(inner, level + 1, `${id}-${at + 1}`, anchors)),
    '</section>',
  ].join('\n');

const anchorsIn = (sections: readonly Section[]): Set<string> =>
  new Set(
    sections.flatMap(({ blocks, sections: inner = [] }) => [
      ...blocks.flatMap((block) => (block.kind === 'table' ? (block.anchors ?? []) : [])),
      ...anchorsIn(inner),
    ]),
  );

/** A document as one page of HTML that needs nothing else: to be read on a screen, aloud, or printed on A4. */
export const htmlOf = ({ title, subtitle, sections }: Document): string => {
  const anchors = anchorsIn(sections);
  const contents = sections.map((section, at) => `<li><a href="#s${at + 1}">${escaped(section.heading)}</a></li>`);
  return `${[
    '<!DOCTYPE html>',
    '<html lang="en-GB">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}, ${escaped(subtitle)}</title>`,
    `<style>\n${STYLE}\n</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${escaped(title)}</h1>`,
    `<p class="subtitle">${escaped(subtitle)}</p>`,
    `<nav aria-label="Contents"><ol>\n${contents.join('\n')}\n</ol></nav>`,
    ...sections.map((section, at) => sectionHtml(section, 2, `s${at + 1}`, anchors)),
    '</main>',
    '</body>',
    '</html>',
  ].join('\n')}\n`;
};
