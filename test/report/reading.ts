import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';
import { parse, type DefaultTreeAdapterMap } from 'parse5';
import { getDocumentProxy } from 'unpdf';

/** A table read back from a file: its caption and its rows of text, the heading row first. */
export interface Read {
  readonly caption: string;
  readonly rows: readonly (readonly string[])[];
}

// What a parser gives is what the tests are about, so they read it as it comes.
// oxlint-disable-next-line typescript/no-explicit-any
type Json = any;

type Node = DefaultTreeAdapterMap['childNode'];
export type Element = DefaultTreeAdapterMap['element'];

const isElement = (node: Node): node is Element => 'tagName' in node;

/** Parses HTML strictly: `errors` are those of the HTML specification's parser. */
export const htmlRead = (text: string) => {
  const errors: string[] = [];
  const document = parse(text, { onParseError: ({ code }) => errors.push(code) });
  return { document, errors };
};

/** All elements below a node in document order. */
export const elements = (node: { readonly childNodes: readonly Node[] }): Element[] =>
  node.childNodes.flatMap((child) => (isElement(child) ? [child, ...elements(child)] : []));

export const textIn = (node: Node): string => {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textIn).join('') : '';
};

export const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((one) => one.name === name)?.value;

export const htmlTables = (text: string): Read[] => {
  const all = elements(htmlRead(text).document);
  return all
    .filter(({ tagName }) => tagName === 'table')
    .map((table) => {
      const inner = elements(table);
      const cells = (row: Element) =>
        elements(row)
          .filter(({ tagName }) => tagName === 'th' || tagName === 'td')
          .map(textIn);
      return {
        caption: inner.filter(({ tagName }) => tagName === 'caption').map(textIn)[0] ?? '',
        rows: inner.filter(({ tagName }) => tagName === 'tr').map(cells),
      };
    });
};

/** The parts of a zip by path; each that is XML is checked to be well formed. */
export const partsOf = (bytes: Uint8Array): Record<string, string> => {
  const parts = Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, part]) => [path, strFromU8(part)]));
  for (const [path, text] of Object.entries(parts)) {
    const valid = XMLValidator.validate(text);
    if (valid !== true) throw new Error(`${path} is not well formed: ${valid.err.msg}`);
  }
  return parts;
};

const parser = new XMLParser({ ignoreAttributes: false, preserveOrder: true, trimValues: false, parseTagValue: false });

const named = (nodes: Json[], name: string): Json[] =>
  nodes.flatMap((node) => {
    const [tag = ''] = Object.keys(node).filter((key) => key !== ':@');
    const children = Array.isArray(node[tag]) ? node[tag] : [];
    return tag === name ? [node] : named(children, name);
  });

const xmlText = (nodes: Json[]): string =>
  nodes
    .map((node) => {
      if ('#text' in node) return String(node['#text']);
      const [tag = ''] = Object.keys(node).filter((key) => key !== ':@');
      return Array.isArray(node[tag]) ? xmlText(node[tag]) : '';
    })
    .join('');

/** Tables of a word processor's file, with the paragraph of style Caption before each. */
export const docxTables = (bytes: Uint8Array): Read[] => {
  const xml = parser.parse(partsOf(bytes)['word/document.xml'] ?? '');
  const [body] = named(xml, 'w:body');
  let caption = '';
  return (body['w:body'] as Json[]).flatMap((block) => {
    if (block['w:p']) {
      caption = xmlText([block]);
      return [];
    }
    if (!block['w:tbl']) return [];
    const rows = named(block['w:tbl'], 'w:tr').map((row) => named(row['w:tr'], 'w:tc').map((cell) => xmlText([cell])));
    return { caption, rows };
  });
};

/** Text of a word processor's file by paragraph, with its style. */
export const docxParagraphs = (bytes: Uint8Array): [style: string, text: string][] => {
  const xml = parser.parse(partsOf(bytes)['word/document.xml'] ?? '');
  return named(xml, 'w:p').map((paragraph) => {
    const [style] = named(paragraph['w:p'], 'w:pStyle');
    return [style?.[':@']?.['@_w:val'] ?? '', xmlText([paragraph])];
  });
};

/** A cell of a workbook: its text or number, and whether it is a text. */
export interface SheetCell {
  readonly value: string | number;
  readonly isText: boolean;
  readonly format: number;
}

/** Sheets of a workbook by name, each its rows of cells by letter. */
export const sheetsOf = (bytes: Uint8Array): Record<string, Record<string, SheetCell>[]> => {
  const parts = partsOf(bytes);
  const texts = named(parser.parse(parts['xl/sharedStrings.xml'] ?? ''), 'si').map((item) => xmlText([item]));
  const sheets = named(parser.parse(parts['xl/workbook.xml'] ?? ''), 'sheet');
  return Object.fromEntries(
    sheets.map((sheet, at) => {
      const rows = named(parser.parse(parts[`xl/worksheets/sheet${at + 1}.xml`] ?? ''), 'row').map((row) =>
        Object.fromEntries(
          named(row['row'], 'c').map((cell): [string, SheetCell] => {
            const { '@_r': place, '@_t': type, '@_s': format } = cell[':@'];
            const raw = Number(xmlText(named(cell['c'], 'v')));
            const isText = type === 's';
            return [
              String(place).replace(/\d+$/, ''),
              { value: isText ? (texts[raw] ?? '') : raw, isText, format: Number(format) },
            ];
          }),
        ),
      );
      return [sheet[':@']['@_name'], rows];
    }),
  );
};

/** An element of a PDF's structure: what it is, its text, and what is in it. */
export interface Tagged {
  readonly role: string;
  readonly text: string;
  readonly children: readonly Tagged[];
}

/** The tagged structure of a PDF, with the text of each element, and what the file says of itself. */
export const pdfRead = async (bytes: Uint8Array) => {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const { info } = (await pdf.getMetadata()) as Json;
  const marked = await pdf.getMarkInfo();
  const pages: Tagged[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    // oxlint-disable-next-line no-await-in-loop -- pages are read one after the other
    const page = await pdf.getPage(number);
    // oxlint-disable-next-line no-await-in-loop
    const content = await page.getTextContent({ includeMarkedContent: true });
    const texts = new Map<string, string>();
    const open: (string | null)[] = [];
    for (const item of content.items as Json[]) {
      if (item.type?.startsWith('beginMarkedContent')) open.push(item.id ?? null);
      else if (item.type === 'endMarkedContent') open.pop();
      else {
        const id = open.findLast((one) => one !== null);
        if (id) texts.set(id, `${texts.get(id) ?? ''}${item.str}${item.hasEOL ? ' ' : ''}`);
      }
    }
    const tagged = (node: Json): Tagged => {
      const children = (node.children ?? []).filter((child: Json) => child.role).map(tagged);
      const own = (node.children ?? [])
        .filter((child: Json) => child.type === 'content')
        .map((child: Json) => texts.get(child.id) ?? '')
        .join('');
      return { role: node.role, text: own.replaceAll(/\s+/g, ' ').trim(), children };
    };
    // oxlint-disable-next-line no-await-in-loop
    const tree = await page.getStructTree();
    if (tree) pages.push(tagged(tree));
  }
  return { info, marked, pages, count: pdf.numPages };
};

/** All elements of a structure in reading order. */
export const everyTag = (tags: readonly Tagged[]): Tagged[] => tags.flatMap((tag) => [tag, ...everyTag(tag.children)]);
