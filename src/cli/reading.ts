import { DecisionTrail } from '../audit/audit.queries.js';
import { trailText } from '../audit/trail-text.js';
import { Findings } from '../compliance/compliance.findings.js';
import { ComplianceSummary } from '../compliance/compliance.queries.js';
import { summaryText, wrapped } from '../compliance/summary-text.js';
import type { HistoryEntry } from '../history/entry.js';
import { History, MAX_PAGE, type HistoryPage } from '../history/history.queries.js';
import { sentenceOf } from '../history/sentences.js';
import { toExchange } from '../interchange/events.js';
import { isDay, label } from '../kernel/time.js';
import { Directory } from '../organisation/directory.js';
import { momentOf } from '../projection/moment.js';
import { Questions } from '../projection/questions.js';
import { EventStore, onOneClock, START } from '../store/event-store.js';
import { OPERATOR, withRecord, type Opened } from './context.js';
import { Misused, print, printJson, Refused } from './output.js';

export interface Common {
  readonly data?: string;
  readonly json?: boolean;
  readonly knownAt?: string;
}

/** A day given as an option; throws Misused where it is none. */
export const day = (text: string | undefined, option: string): string | undefined => {
  if (text !== undefined && !isDay(text))
    throw new Misused(`${option} is "${String(text)}": write a day as YYYY-MM-DD`);
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

/** `summary`: the Compact compliance summary of a commissioner for a period. */
export const summary = async (
  options: Common & { commissioner: string; from: string; to: string; framework?: string; format: 'text' | 'json' },
): Promise<void> => {
  const from = day(options.from, '--from') ?? options.from;
  const to = day(options.to, '--to') ?? options.to;
  await withRecord(options.data, async ({ application }) => {
    const found = await application.ask(
      new ComplianceSummary(OPERATOR, options.commissioner, from, to, options.framework, options.knownAt),
    );
    if (options.json || options.format === 'json') printJson(found);
    else print(summaryText(found));
  });
};

/** `export events`: the whole log, one event a line, in its order. */
export const exportEvents = async (options: Common): Promise<void> =>
  withRecord(options.data, async ({ container }) => {
    for await (const page of onOneClock(container.get(EventStore).readAll(START)))
      print(page.map((event) => JSON.stringify(toExchange(event))).join('\n'));
  });
