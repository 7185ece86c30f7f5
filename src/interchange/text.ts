import { Unreadable } from './importer.js';

// Windows-1252 differs from Latin-1 only at 0x80 to 0x9F; U+FFFD stands for the five bytes it does not define.
// TextDecoder('windows-1252') is not used: in several releases of Node 20 it gives Latin-1, so that every curly
// apostrophe (0x92) in a spreadsheet from Excel becomes a control character.
const HIGH = '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ';

// Bytes that are a letter, a pound sign or a curly quote in UTF-8, and never follow each other in Windows-1252 prose.
const UTF8_SEQUENCE = /[\xc2\xc3][\xa0-\xbf]|\xe2\x80[\x80-\xbf]/;

const windows1252 = (bytes: Uint8Array): string => {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (UTF8_SEQUENCE.test(latin1))
    throw new Unreadable('', 'The file mixes UTF-8 with another encoding: save it again as UTF-8.', badLine(bytes));
  const text = latin1.replace(/[\x80-\x9f]/g, (character) => HIGH.charAt(character.charCodeAt(0) - 0x80));
  if (text.includes('\ufffd'))
    throw new Unreadable('', 'The file is neither UTF-8 nor Windows-1252 text: save it again as UTF-8.');
  return text;
};

/** The line of the first byte that UTF-8 does not allow. */
const badLine = (bytes: Uint8Array): number =>
  (new TextDecoder().decode(bytes).split('\ufffd')[0] ?? '').split('\n').length;

const utf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const startsWith = (bytes: Uint8Array, ...signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

const decoded = (bytes: Uint8Array): string => {
  if (startsWith(bytes, 0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes);
  if (startsWith(bytes, 0xfe, 0xff)) return new TextDecoder('utf-16be').decode(bytes);
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    throw new Unreadable(
      '',
      'The file is a workbook or an archive, not text: open it and save the sheet as CSV (UTF-8).',
    );
  if (bytes.includes(0))
    throw new Unreadable('', 'The file is not text (it has NUL bytes): save it as UTF-8 and import it again.');
  return utf8(bytes) ?? windows1252(bytes);
};

/**
 * The text of a file: UTF-8, else Windows-1252 (what Excel writes), or UTF-16 where a byte order mark says so. The mark
 * is dropped and every line ends in `\n`. Throws Unreadable for what is not text, or mixes encodings.
 */
export const textOf = (bytes: Uint8Array): string => {
  const text = decoded(bytes).replace(/\r\n?/g, '\n');
  if (text.includes('\0')) throw new Unreadable('', 'The file is not text (it has NUL characters): save it as UTF-8.');
  return text;
};

/** A line of a text, counted from 1. */
export interface TextLine {
  readonly line: number;
  readonly text: string;
}

/** The lines of a text that are not blank: the documents of an NDJSON file. */
export const linesOf = (text: string): TextLine[] =>
  text.split('\n').flatMap((content, index) => (content.trim() ? [{ line: index + 1, text: content }] : []));
