import { csvOf } from './csv.js';
import type { Document } from './document.js';
import { docxOf } from './docx.js';
import { htmlOf } from './html.js';
import { textOf } from './text.js';
import { xlsxOf } from './xlsx.js';

/** What a document can be written as; the last three are for files only. */
export const FORMATS = ['text', 'csv', 'html', 'pdf', 'docx', 'xlsx'] as const;
export type Format = (typeof FORMATS)[number];

/** A document in a format, as bytes. `section` is for CSV: which table. The same document gives the same bytes. */
export const written = async (document: Document, format: Format, section?: string): Promise<Uint8Array> => {
  switch (format) {
    case 'text':
      return Buffer.from(textOf(document));
    case 'csv':
      return Buffer.from(csvOf(document, section));
    case 'html':
      return Buffer.from(htmlOf(document));
    case 'pdf': {
      // Only who wants a PDF waits for its library and fonts.
      const { pdfOf } = await import('./pdf.js');
      return pdfOf(document);
    }
    case 'docx':
      return docxOf(document);
    case 'xlsx':
      return xlsxOf(document);
  }
};
