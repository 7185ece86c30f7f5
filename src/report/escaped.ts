const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text without what no document can show: control characters and halves of characters. */
export const printable = (text: string): string =>
  text.replaceAll(/[^\t\n\r\u0020-\u007E\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');

/** Text as HTML or XML, also between double quotes. */
export const escaped = (text: string): string =>
  printable(text).replaceAll(/[&<>"]/g, (char) => ENTITIES[char] ?? char);
