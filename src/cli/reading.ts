import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { DecisionTrail } from '../audit/audit.queries.js';
import { trailText } from '../audit/trail-text.js';
import { Findings } from '../compliance/compliance.findings.js';
import { ComplianceSummary, type SummaryAsk } from '../compliance/compliance.summary.js';
import { parseThresholds, type Thresholds } from '../compliance/summary/thresholds.js';
import type { HistoryEntry } from '../history/entry.js';
import { History, MAX_PAGE, type HistoryPage } from '../history/history.queries.js';
import { sentenceOf } from '../history/sentences.js';
import { toExchange } from '../interchange/events.js';
import { isDay, label } from '../kernel/time.js';
import { Directory } from '../organisation/directory.js';
import { momentOf } from '../projection/moment.js';
import { Questions } from '../projection/questions.js';
import { written, type Format } from '../report/formats.js';
import { documentOf } from '../report/summary-document.js';
import { wrapped } from '../report/wrapped.js';
import { EventStore, onOneClock, START } from '../store/event-store.js';
import { OPERATOR, withRecord, type Opened } from './context.js';
import { Misused, print, printJson, reasonOf, Refused } from './output.js';

export interface Common {
  readonly data?: string;
  readonly json?: boolean;
  readonly knownAt?: string;
}

/** A day given as an option; throws Misused where it is none. */
export const day = (text: string | undefined, option: string): string | undefined => {
  if (text !== undefined && !isDay(text))
    throw new Misused(`${option} is "${String(text)}": write a day of the calendar as YYYY-MM-DD`);
  return text;
};

/** Gives the name of an organisation for its id, as known then. */
const names = ({ container }: Opened, knownAt: string | undefined): ((id: string) => string) => {
  const { seq } = momentOf(container.get(Questions), knownAt);
  const directory = container.get(Directory);
  return (id) => directory.name(id, seq, OPERATOR);
};

const entryLine = (entry: HistoryEntry, named: (id: string) => string): string => {
  const marks = [
    entry.annulled && 'annulled',
    entry.correctedBy && `corrected: ${entry.correctedBy.text}`,
    entry.contested.length > 0 && `contested: ${entry.contested.map(({ text }) => text).join('; ')}`,
    entry.countersigned.length > 0 && `countersigned by ${entry.countersigned.map(({ by }) => by).join(', ')}`,
    entry.basis !== 'stated' && `date ${entry.basis}`,
  ].filter(Boolean);
  const tsos = entry.tsos.length > 0 ? ` (${entry.tsos.map(named).join(', ')})` : '';
  return `${label(entry.occurredOn).padEnd(20)} ${wrapped(`${sentenceOf(entry, named)}${tsos}${marks.length ? ` [${marks.join('; ')}]` : ''} {${entry.id}}`, 21)}`;
};

/** `history`: everything on record, narrowed by the options, earliest first. */
export const history = async (
  options: Common & {
    commissioner?: string;
    tso?: string;
    matter?: string;
    from?: string;
    to?: string;
    type?: string[];
  },
): Promise<void> => {
  const filter = {
    commissioner: options.commissioner ?? null,
    tso: options.tso ?? null,
    matter: options.matter ?? null,
    types: options.type ?? null,
    from: day(options.from, '--from') ?? null,
    to: day(options.to, '--to') ?? null,
  };
  await withRecord(options.data, async (opened) => {
    const entries: HistoryEntry[] = [];
    for (let after: string | null = null; ;) {
      // oxlint-disable-next-line no-await-in-loop -- each page starts where the last one ended
      const page: HistoryPage = await opened.application.ask(
        new History(OPERATOR, filter, { first: MAX_PAGE, after }, options.knownAt),
      );
      entries.push(...page.entries);
      after = page.cursors.at(-1) ?? null;
      if (!page.more) break;
    }
    if (options.json) {
      printJson({
        entries: entries.map((entry) => ({
          ...toExchange(entry),
          summary: sentenceOf(entry),
          asRecorded: entry.asRecorded,
          correctedBy: entry.correctedBy,
          annulled: entry.annulled,
          contested: entry.contested,
          countersigned: entry.countersigned,
        })),
      });
      return;
    }
    const named = names(opened, options.knownAt);
    print(entries.length === 0 ? 'Nothing is on record.' : entries.map((entry) => entryLine(entry, named)).join('\n'));
    print(`\n${entries.length} ${entries.length === 1 ? 'event' : 'events'}.`);
  });
};

/** `trail`: the decision trail of a matter. */
export const trail = async (options: Common & { matter: string }): Promise<void> =>
  withRecord(options.data, async ({ application }) => {
    const found = await application.ask(new DecisionTrail(OPERATOR, options.matter, options.knownAt));
    if (!found)
      throw new Refused(
        `nothing is on record about the matter "${options.matter}"${options.knownAt ? ` as known at ${options.knownAt}` : ''}`,
      );
    const findings = await application.ask(new Findings(OPERATOR, { matter: options.matter }, null, options.knownAt));
    if (options.json) printJson({ ...found, findings });
    else print(trailText(found, findings));
  });

const thresholdsIn = (file: string): Thresholds => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Refused(`${file} cannot be read: ${reasonOf(error)}`);
  }
  try {
    return parseThresholds(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refused(`${file} is not JSON: ${error.message}`);
    throw error;
  }
};

interface SummaryOptions extends Common {
  readonly commissioner?: string;
  readonly area?: string;
  readonly tso?: string;
  readonly year?: string;
  readonly from?: string;
  readonly to?: string;
  readonly framework?: string;
  readonly validAsOf?: string;
  readonly thresholds?: string;
  readonly format: Format | 'json';
  readonly section?: string;
  readonly out?: string;
  readonly force?: boolean;
}

const BINARY: ReadonlySet<string> = new Set(['pdf', 'docx', 'xlsx']);

/** What is wrong with the options of `summary` before anything is read; undefined where nothing is. */
const misuse = (options: SummaryOptions, format: SummaryOptions['format']): string | undefined => {
  if (Boolean(options.commissioner) === Boolean(options.area)) return 'give either --commissioner or --area';
  if (options.area && options.tso) return '--tso goes with --commissioner, not with --area';
  if (options.year ? options.from || options.to : !options.from || !options.to)
    return 'give --from and --to, or --year such as 2011/12';
  if (options.section && format !== 'csv') return '--section is for --format csv';
  if (BINARY.has(format) && !options.out) return `--format ${format} is written to a file: give --out FILE`;
  return undefined;
};

/** `summary`: the Compact compliance summary of a commissioner, an area or a relationship for a period. */
export const summary = async (options: SummaryOptions): Promise<void> => {
  const format = options.json ? 'json' : options.format;
  const wrong = misuse(options, format);
  if (wrong) throw new Misused(wrong);
  const { commissioner, area, tso, year, framework, knownAt } = options;
  const ask: SummaryAsk = {
    commissioner,
    area,
    tso,
    year,
    framework,
    knownAt,
    from: day(options.from, '--from') ?? null,
    to: day(options.to, '--to') ?? null,
    validAsOf: day(options.validAsOf, '--valid-as-of') ?? null,
    thresholds: options.thresholds === undefined ? undefined : thresholdsIn(options.thresholds),
  };
  const { out } = options;
  if (out !== undefined && !options.force && existsSync(out))
    throw new Refused(`${out} exists already: choose another name, or overwrite it with --force`);
  await withRecord(options.data, async ({ application }) => {
    const found = await application.ask(new ComplianceSummary(OPERATOR, ask));
    const bytes =
      format === 'json'
        ? Buffer.from(`${JSON.stringify(found, null, 2)}\n`)
        : await written(documentOf(found), format, options.section);
    if (out === undefined) {
      print(Buffer.from(bytes).toString('utf8'));
      return;
    }
    try {
      writeFileSync(out, bytes);
    } catch (error) {
      throw new Refused(`${out} cannot be written: ${reasonOf(error)}`);
    }
  });
};

/** `export events`: the whole log, one event a line, in its order. */
export const exportEvents = async (options: Common): Promise<void> =>
  withRecord(options.data, async ({ container }) => {
    for await (const page of onOneClock(container.get(EventStore).readAll(START)))
      print(page.map((event) => JSON.stringify(toExchange(event))).join('\n'));
  });
