import { strToU8, zipSync } from 'fflate';
import { escaped } from './escaped.js';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

// The one time of making that every entry bears, in the zone-less form zip has: the same input gives the same bytes.
const MADE = new Date(1980, 0, 1);

/** A part of an Office Open XML package: its type, its XML after the declaration, and the relations it names. */
export interface Part {
  readonly type: string;
  readonly body: string;
  /** `rId1`, `rId2`, … in order: the kind, and the target as seen from the part */
  readonly relations?: readonly (readonly [kind: string, target: string])[];
}

const relations = (all: readonly (readonly [string, string])[]): string =>
  `${DECLARATION}<Relationships xmlns="${RELATIONSHIPS}">${all.map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${type}" Target="${target}"/>`).join('')}</Relationships>`;

const relationsPath = (path: string): string => path.replace(/([^/]+)$/, '_rels/$1.rels');

const core = (title: string, day: string): string =>
  `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(title)}</dc:title><dc:creator>Concordat</dc:creator><dc:language>en-GB</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">${day}T00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${day}T00:00:00Z</dcterms:modified></cp:coreProperties>`;

/**
 * An Office Open XML package (ECMA-376) of parts by path, the main one first, with title, language and date. It is
 * written here, and not with a library, because those stamp the time of writing on what they write.
 */
export const packageOf = (parts: Readonly<Record<string, Part>>, title: string, day: string): Uint8Array => {
  const [main = ''] = Object.keys(parts);
  const all: Record<string, Part> = {
    ...parts,
    'docProps/core.xml': { type: 'application/vnd.openxmlformats-package.core-properties+xml', body: core(title, day) },
  };
  const types = Object.entries(all).map(([path, { type }]) => `<Override PartName="/${path}" ContentType="${type}"/>`);
  const files: Record<string, string> = {
    '[Content_Types].xml': `${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${types.join('')}</Types>`,
    '_rels/.rels': relations([
      [`${OFFICE}/officeDocument`, main],
      ['http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties', 'docProps/core.xml'],
    ]),
  };
  for (const [path, { body, relations: own }] of Object.entries(all)) {
    files[path] = `${DECLARATION}${body}`;
    if (own) files[relationsPath(path)] = relations(own.map(([kind, target]) => [`${OFFICE}/${kind}`, target]));
  }
  const bytes = Object.entries(files).map(([path, text]) => [path, strToU8(text)] as const);
  return zipSync(Object.fromEntries(bytes), { mtime: MADE, level: 6 });
};
