import { createRequire } from 'node:module';
import PdfKit from 'pdfkit';
import {
  onPage,
  type Block,
  type Cell,
  type Document,
  type Item,
  type Mark,
  type Section,
  type Table,
} from './document.js';
import { printable } from './escaped.js';
import { cellText } from './text.js';

type Pdf = PDFKit.PDFDocument;
type Element = PDFKit.PDFStructureElement;

const require = createRequire(import.meta.url);
const FONTS = {
  plain: require.resolve('@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf'),
  bold: require.resolve('@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf'),
};

// Points. A4 upright.
const MARGIN = 46;
const PAD = 3.5;
const SIZES = { title: 20, subtitle: 12.5, h2: 15, h3: 12, text: 10, cell: 8.2 };
const INK = '#111111';
const LINE = '#767676';
const GROUNDS: Readonly<Record<Mark, string>> = {
  GREEN: '#e3f4e5',
  AMBER: '#fff3d6',
  RED: '#fde7e7',
  NOTHING_DUE: '#f2f2f2',
};

/** Writes a document page by page, each part tagged with what it is, so that it can be read aloud in order. */
class Writer {
  constructor(
    private readonly pdf: Pdf,
    private readonly root: Element,
  ) {}

  private get width(): number {
    return this.pdf.page.width - 2 * MARGIN;
  }

  private get bottom(): number {
    return this.pdf.page.height - MARGIN;
  }

  /** Goes to the next page where less than `height` is left on this one. */
  private room(height: number): void {
    if (this.pdf.y + height > this.bottom) this.pdf.addPage();
  }

  private font(bold: boolean, size: number): Pdf {
    return this.pdf
      .font(bold ? FONTS.bold : FONTS.plain)
      .fontSize(size)
      .fillColor(INK);
  }

  /** A tagged piece of text from the left margin, `indent` further in. */
  private text(parent: Element, tag: string, text: string, bold: boolean, size: number, indent = 0): void {
    const { pdf } = this;
    parent.add(
      pdf.struct(tag, {}, () => {
        this.font(bold, size).text(printable(text), MARGIN + indent, pdf.y, { width: this.width - indent });
      }),
    );
  }

  title(title: string, subtitle: string): void {
    this.text(this.root, 'H1', title, true, SIZES.title);
    this.text(this.root, 'P', subtitle, false, SIZES.subtitle);
  }

  section(
    parent: Element,
    { heading, blocks, sections = [] }: Section,
    level: number,
    outline: PDFKit.PDFOutline,
  ): void {
    const { pdf } = this;
    const element = pdf.struct('Sect');
    parent.add(element);
    this.room(level === 2 ? 90 : 70);
    pdf.y += level === 2 ? 16 : 9;
    const entry = outline.addItem(heading);
    this.text(element, `H${level}`, heading, true, level === 2 ? SIZES.h2 : SIZES.h3);
    pdf.y += 3;
    for (const block of onPage(blocks)) this.block(element, block);
    for (const inner of sections) this.section(element, inner, level + 1, entry);
    element.end();
  }

  private block(parent: Element, block: Block): void {
    switch (block.kind) {
      case 'paragraph':
        this.paragraph(parent, block.text);
        break;
      case 'facts':
        for (const [term, text] of block.items) this.fact(parent, term, text);
        break;
      case 'list':
        if (block.items.length === 0) this.paragraph(parent, block.empty);
        else this.list(parent, block.items);
        break;
      case 'table':
        if (block.rows.length === 0) this.paragraph(parent, block.empty);
        else this.table(parent, block);
        break;
    }
    this.pdf.y += 5;
  }

  private paragraph(parent: Element, text: string): void {
    this.text(parent, 'P', text, false, SIZES.text);
  }

  private fact(parent: Element, term: string, text: string): void {
    const { pdf } = this;
    parent.add(
      pdf.struct('P', {}, () => {
        this.font(true, SIZES.text).text(`${term}: `, MARGIN, pdf.y, { width: this.width, continued: true });
        this.font(false, SIZES.text).text(printable(text));
      }),
    );
  }

  private list(parent: Element, items: readonly Item[]): void {
    const { pdf } = this;
    const element = pdf.struct('L');
    parent.add(element);
    for (const { lead, parts, evidence } of items) {
      const item = pdf.struct('LI');
      element.add(item);
      this.room(40);
      const { y } = pdf;
      item.add(
        pdf.struct('Lbl', {}, () => {
          this.font(true, SIZES.text).text('•', MARGIN, y, { lineBreak: false });
        }),
      );
      pdf.y = y;
      const body = pdf.struct('LBody');
      item.add(body);
      this.text(body, 'P', lead, true, SIZES.text, 12);
      for (const part of parts) this.text(body, 'P', part, false, SIZES.text, 12);
      if (evidence.length > 0) this.text(body, 'P', `Evidence: ${evidence.join(', ')}`, false, SIZES.text, 12);
      item.end();
      pdf.y += 5;
    }
    element.end();
  }

  private table(parent: Element, table: Table): void {
    const { pdf } = this;
    const total = table.columns.reduce((sum, { share = 1 }) => sum + share, 0);
    const widths = table.columns.map(({ share = 1 }) => (share / total) * this.width);
    const element = pdf.struct('Table');
    parent.add(element);
    const headings = table.columns.map(({ heading }) => heading);
    this.room(30 + this.rowHeight(headings, widths, true) + this.rowHeight(texts(table.rows[0] ?? []), widths, false));
    this.text(element, 'Caption', table.caption, true, SIZES.text);
    pdf.y += 3;
    this.row(element, headings, widths, true);
    for (const row of table.rows) {
      const height = this.rowHeight(texts(row), widths, false);
      if (pdf.y + Math.min(height, this.bottom - MARGIN - 60) > this.bottom) {
        pdf.addPage();
        this.repeated(headings, widths);
      }
      this.row(element, row, widths, false);
    }
    element.end();
  }

  private cellFont(bold: boolean): Pdf {
    return this.font(bold, SIZES.cell);
  }

  private rowHeight(cells: readonly string[], widths: readonly number[], heading: boolean): number {
    const heights = cells.map((text, at) =>
      this.cellFont(heading || at === 0).heightOfString(text || ' ', { width: (widths[at] ?? 0) - 2 * PAD }),
    );
    return Math.max(...heights) + 2 * PAD;
  }

  /** Draws what is not read aloud: grounds and lines. */
  private frame(widths: readonly number[], height: number, grounds: readonly (string | null)[]): void {
    const { pdf } = this;
    pdf.markContent('Artifact', { type: 'Layout' });
    let x = MARGIN;
    for (const [at, width] of widths.entries()) {
      const ground = grounds[at];
      if (ground) pdf.rect(x, pdf.y, width, height).fill(ground);
      pdf.rect(x, pdf.y, width, height).lineWidth(0.6).stroke(LINE);
      x += width;
    }
    pdf.endMarkedContent();
  }

  /** The heading row again at the top of a further page, for the eye only: it has been read aloud once. */
  private repeated(headings: readonly string[], widths: readonly number[]): void {
    const { pdf } = this;
    const height = this.rowHeight(headings, widths, true);
    this.frame(
      widths,
      height,
      headings.map(() => '#e8ecf0'),
    );
    const { y } = pdf;
    pdf.markContent('Artifact', { type: 'Pagination' });
    this.headings(headings, widths, y);
    pdf.endMarkedContent();
    pdf.y = y + height;
  }

  private headings(parts: readonly string[], widths: readonly number[], y: number): void {
    let x = MARGIN;
    for (const [at, part] of parts.entries()) {
      const width = widths[at] ?? 0;
      this.cellFont(true).text(part, x + PAD, y + PAD, { width: width - 2 * PAD });
      x += width;
    }
  }

  /** One row, tagged cell by cell. A row higher than a page goes on over further pages. */
  private row(parent: Element, cells: readonly Cell[], widths: readonly number[], heading: boolean): void {
    const { pdf } = this;
    const row = pdf.struct('TR');
    parent.add(row);
    const elements = cells.map((_, at) => {
      const head = heading || at === 0;
      const options: object = head ? { scope: heading ? 'Column' : 'Row' } : {};
      const cell = pdf.struct(head ? 'TH' : 'TD', options);
      row.add(cell);
      return cell;
    });
    const grounds = cells.map((cell) => (heading ? '#e8ecf0' : groundOf(cell)));
    for (let left = texts(cells); ;) {
      const space = this.bottom - pdf.y;
      const whole = this.rowHeight(left, widths, heading);
      const split = left.map((text, at) =>
        whole <= space ? ([text, ''] as const) : this.fitting(text, widths[at] ?? 0, space, heading || at === 0),
      );
      const height = Math.min(whole, space);
      const { y } = pdf;
      this.frame(widths, height, grounds);
      let x = MARGIN;
      for (const [at, [now]] of split.entries()) {
        const width = widths[at] ?? 0;
        const place = x + PAD;
        elements[at]?.add(() => {
          this.cellFont(heading || at === 0 || isMark(cells[at])).text(now, place, y + PAD, { width: width - 2 * PAD });
        });
        x += width;
      }
      pdf.y = y + height;
      left = split.map(([, later]) => later);
      if (left.every((text) => text === '')) break;
      pdf.addPage();
    }
    row.end();
  }

  /** What of a text fits a cell of so many points, and the rest; at least a word, so that it comes to an end. */
  private fitting(text: string, width: number, height: number, bold: boolean): readonly [string, string] {
    const words = text.split(' ');
    const fits = (count: number): boolean =>
      this.cellFont(bold).heightOfString(words.slice(0, count).join(' ') || ' ', { width: width - 2 * PAD }) <=
      height - 2 * PAD;
    let [least, most] = [1, words.length];
    while (least < most) {
      const middle = Math.ceil((least + most) / 2);
      if (fits(middle)) least = middle;
      else most = middle - 1;
    }
    return [words.slice(0, least).join(' '), words.slice(least).join(' ')];
  }
}

const texts = (cells: readonly Cell[]): string[] => cells.map((cell) => printable(cellText(cell)));

const isMark = (cell: Cell | undefined): boolean => groundOf(cell ?? null) !== null;

const groundOf = (cell: Cell): string | null =>
  cell !== null && typeof cell === 'object' && 'mark' in cell ? GROUNDS[cell.mark] : null;

const numberPages = (pdf: Pdf): void => {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page);
    // What stands in the margin must not make a further page.
    pdf.page.margins.bottom = 0;
    pdf.markContent('Artifact', { type: 'Pagination' });
    pdf
      .font(FONTS.plain)
      .fontSize(8)
      .fillColor(INK)
      .text(`Page ${page - start + 1} of ${count}`, MARGIN, pdf.page.height - 30, {
        width: pdf.page.width - 2 * MARGIN,
        align: 'right',
        lineBreak: false,
      });
    pdf.endMarkedContent();
  }
};

/** A document as tagged PDF with its own fonts, title, language and bookmarks. The same document gives the same bytes. */
export const pdfOf = (document: Document): Promise<Uint8Array> => {
  const made = new Date(`${document.day}T00:00:00Z`);
  const pdf = new PdfKit({
    size: 'A4',
    margin: MARGIN,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    bufferPages: true,
    info: {
      Title: `${document.title}, ${document.subtitle}`,
      Author: 'Concordat',
      Creator: 'Concordat',
      CreationDate: made,
      ModDate: made,
    },
  });
  const chunks: Uint8Array[] = [];
  const whole = new Promise<Uint8Array>((resolve, reject) => {
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const writer = new Writer(pdf, root);
  writer.title(document.title, document.subtitle);
  for (const section of document.sections) writer.section(root, section, 2, pdf.outline);
  root.end();
  numberPages(pdf);
  pdf.end();
  return whole;
};
