import { onPage, outline, type Block, type Cell, type Document, type Item, type Mark, type Table } from './document.js';
import { escaped } from './escaped.js';
import { packageOf } from './package.js';
import { cellText } from './text.js';

const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

// Twentieths of a point. A4 upright, with margins of 1,000.
const PAGE = { width: 11_906, height: 16_838, margin: 1_000 };
const WIDE = PAGE.width - 2 * PAGE.margin;

const GROUNDS: Readonly<Record<Mark, string>> = {
  GREEN: 'E3F4E5',
  AMBER: 'FFF3D6',
  RED: 'FDE7E7',
  NOTHING_DUE: 'F2F2F2',
};

const run = (text: string, properties = ''): string =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;

const para = (style: string, ...runs: readonly string[]): string =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${runs.join('')}</w:p>`;

const cellXml = (cell: Cell, width: number, heading: boolean): string => {
  const mark = cell !== null && typeof cell === 'object' && 'mark' in cell ? cell.mark : null;
  const ground = mark ? GROUNDS[mark] : null;
  const shade = ground ? `<w:shd w:val="clear" w:color="auto" w:fill="${ground}"/>` : '';
  const text = run(cellText(cell), heading || mark ? '<w:b/>' : '');
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${shade}</w:tcPr>${para('Cell', text)}</w:tc>`;
};

const headingXml = (text: string, width: number): string =>
  `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E8ECF0"/></w:tcPr>${para('Cell', run(text, '<w:b/>'))}</w:tc>`;

const tableXml = (table: Table): string => {
  if (table.rows.length === 0) return para('Normal', run(table.empty));
  const total = table.columns.reduce((sum, { share = 1 }) => sum + share, 0);
  const widths = table.columns.map(({ share = 1 }) => Math.floor((share / total) * WIDE));
  const rows = table.rows.map((row) => {
    const cells = row.map((cell, at) => cellXml(cell, widths[at] ?? 0, at === 0));
    return `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells.join('')}</w:tr>`;
  });
  // The first row repeats on each page and is told as headings; the look says that the first column is, too.
  const head = `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${table.columns.map(({ heading }, at) => headingXml(heading, widths[at] ?? 0)).join('')}</w:tr>`;
  return [
    para('Caption', run(table.caption)),
    `<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="${WIDE}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="${escaped(table.caption)}"/></w:tblPr>`,
    `<w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>`,
    head,
    ...rows,
    '</w:tbl>',
    para('Normal'),
  ].join('');
};

const itemXml = ({ lead, parts, evidence }: Item): string =>
  [
    para('ListBullet', run(lead, '<w:b/>')),
    ...parts.map((part) => para('ListContinue', run(part))),
    ...(evidence.length > 0 ? [para('ListContinue', run(`Evidence: ${evidence.join(', ')}`))] : []),
  ].join('');

const blockXml = (block: Block): string => {
  switch (block.kind) {
    case 'paragraph':
      return para('Normal', run(block.text));
    case 'facts':
      return block.items.map(([term, text]) => para('Normal', run(`${term}: `, '<w:b/>'), run(text))).join('');
    case 'list':
      return block.items.length > 0 ? block.items.map(itemXml).join('') : para('Normal', run(block.empty));
    case 'table':
      return tableXml(block);
  }
};

const style = (id: string, name: string, rest: string, kind = 'paragraph', extra = ''): string =>
  `<w:style w:type="${kind}"${extra} w:styleId="${id}"><w:name w:val="${name}"/>${rest}</w:style>`;

const heading = (level: number, size: number): string =>
  style(
    `Heading${level}`,
    `heading ${level}`,
    `<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="${level === 1 ? 360 : 240}" w:after="100"/><w:outlineLvl w:val="${level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="${size}"/></w:rPr>`,
  );

const STYLES = `<w:styles ${W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/><w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="100" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>${[
  style('Normal', 'Normal', '<w:qFormat/>', 'paragraph', ' w:default="1"'),
  style(
    'Title',
    'Title',
    '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:after="60"/></w:pPr><w:rPr><w:b/><w:sz w:val="40"/></w:rPr>',
  ),
  style('Subtitle', 'Subtitle', '<w:basedOn w:val="Normal"/><w:qFormat/><w:rPr><w:sz w:val="24"/></w:rPr>'),
  heading(1, 30),
  heading(2, 24),
  heading(3, 22),
  style(
    'Caption',
    'caption',
    '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="120" w:after="60"/></w:pPr><w:rPr><w:b/></w:rPr>',
  ),
  style(
    'Cell',
    'Table text',
    '<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="16"/></w:rPr>',
  ),
  style(
    'ListBullet',
    'List Bullet',
    '<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:before="80" w:after="20"/></w:pPr>',
  ),
  style(
    'ListContinue',
    'List Continue',
    '<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="20"/><w:ind w:left="360"/></w:pPr>',
  ),
  style(
    'TableGrid',
    'Table Grid',
    '<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:color="767676"/><w:left w:val="single" w:sz="4" w:color="767676"/><w:bottom w:val="single" w:sz="4" w:color="767676"/><w:right w:val="single" w:sz="4" w:color="767676"/><w:insideH w:val="single" w:sz="4" w:color="767676"/><w:insideV w:val="single" w:sz="4" w:color="767676"/></w:tblBorders><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>',
    'table',
  ),
].join('')}</w:styles>`;

const NUMBERING = `<w:numbering ${W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="240"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`;

const FOOTER = `<w:ftr ${W}><w:p><w:pPr><w:jc w:val="right"/></w:pPr>${run('Page ')}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run('1')}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>`;

/** A document for a word processor: real headings, captions and heading rows, its language and title set. */
export const docxOf = ({ title, subtitle, day, sections }: Document): Uint8Array => {
  const body = [
    para('Title', run(title)),
    para('Subtitle', run(subtitle)),
    ...outline(sections).flatMap(({ section, level }) => [
      para(`Heading${level - 1}`, run(section.heading)),
      ...onPage(section.blocks).map(blockXml),
    ]),
    `<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="${PAGE.width}" w:h="${PAGE.height}"/><w:pgMar w:top="${PAGE.margin}" w:right="${PAGE.margin}" w:bottom="${PAGE.margin}" w:left="${PAGE.margin}" w:header="500" w:footer="500" w:gutter="0"/></w:sectPr>`,
  ];
  return packageOf(
    {
      'word/document.xml': {
        type: `${MAIN}.document.main+xml`,
        body: `<w:document ${W} ${R}><w:body>${body.join('')}</w:body></w:document>`,
        relations: [
          ['styles', 'styles.xml'],
          ['numbering', 'numbering.xml'],
          ['footer', 'footer.xml'],
          ['settings', 'settings.xml'],
        ],
      },
      'word/styles.xml': { type: `${MAIN}.styles+xml`, body: STYLES },
      'word/numbering.xml': { type: `${MAIN}.numbering+xml`, body: NUMBERING },
      'word/footer.xml': { type: `${MAIN}.footer+xml`, body: FOOTER },
      'word/settings.xml': {
        type: `${MAIN}.settings+xml`,
        body: `<w:settings ${W}><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-GB"/></w:settings>`,
      },
    },
    title,
    day,
  );
};
