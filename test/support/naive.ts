import type { Asker } from '../../src/access/visibility.js';
import type { Recorded } from '../../src/kernel/fact.js';
import { standing, type Standing } from '../../src/kernel/standing.js';
import { rangeOf, type Day } from '../../src/kernel/time.js';

/**
 * The read model as it would be with all the time in the world: every answer is a filter over the whole log, in plain
 * arrays. It shares nothing with src/projection, so that what the two agree on is what the log says.
 */
export interface Filter {
  readonly commissioner?: string;
  readonly tso?: string;
  readonly matter?: string;
  readonly types?: readonly string[];
  readonly from?: Day;
  readonly to?: Day;
}

export type Order = 'OCCURRED' | 'OCCURRED_DESC' | 'RECORDED' | 'RECORDED_DESC';

const isRemark = ({ type }: Recorded): boolean =>
  ['EventCorrected', 'EventAnnulled', 'EventContested', 'EventCountersigned'].includes(type);

export const sees = (asker: Asker, { visibility, commissioner, tsos }: Recorded): boolean => {
  if (visibility === 'public' || asker?.role === 'administrator') return true;
  if (asker?.role === 'auditor') return visibility !== 'confidential';
  const own = asker?.organisation ?? null;
  const isCommissioner = own === commissioner && visibility !== 'confidential';
  return own !== null && (isCommissioner || (visibility !== 'restricted' && tsos.includes(own)));
};

/** What a remark is about in the end; every other event is about itself. */
const rootOf = (log: readonly Recorded[], event: Recorded): Recorded => {
  const target = isRemark(event) ? log.find(({ id }) => id === event.data['targetId']) : undefined;
  return target ? rootOf(log, target) : event;
};

const ownDossier = ({ matter, type, data, stream }: Recorded): string => {
  if (matter !== null) return `matter-${matter}`;
  const { decisionId } = data;
  const isAssessment = /^(ImpactAssessment|RiskAssessment|OptionsAppraisal)/.test(type);
  return isAssessment && typeof decisionId === 'string' ? `decision-${decisionId}` : stream;
};

/** The files an event is in: its own, that of what it is about, and that of the body or framework it tells about. */
export const dossiersOf = (log: readonly Recorded[], event: Recorded): string[] => {
  const found = new Set([ownDossier(event), ownDossier(rootOf(log, event))]);
  if (/^(organisation|framework)-/.test(event.stream)) found.add(event.stream);
  return [...found];
};

/** Organisations as their standing events tell of them, by id, in order of registration. */
export const organisationsOf = (log: readonly Recorded[]): Map<string, { names: string[]; into: string | null }> => {
  const found = new Map<string, { names: string[]; into: string | null }>();
  for (const { type, data } of standing(log)) {
    const text = (key: string): string[] => [data[key] ?? []].flat() as string[];
    const [id = ''] = text('organisationId');
    const names = [id, ...['name', 'alsoKnownAs', 'identifiers', 'identifier'].flatMap(text)];
    if (/^(Commissioner|Tso|Organisation)Registered$/.test(type)) found.set(id, { names, into: null });
    const organisation = found.get(id);
    if (type === 'OrganisationAlsoKnownAs' || type === 'OrganisationIdentified') organisation?.names.push(...names);
    if (type === 'OrganisationMerged' && organisation) organisation.into = String(data['into']);
  }
  return found;
};

/** Every id of the body of an id: whatever merges join, in either direction. */
export const bodyOf = (log: readonly Recorded[], id: string): Set<string> => {
  const body = new Set([id]);
  const pairs = [...organisationsOf(log)].flatMap(([one, { into }]) => (into === null ? [] : [[one, into] as const]));
  for (const _ of pairs)
    for (const [one, other] of pairs) if (body.has(one) || body.has(other)) body.add(one).add(other);
  return body;
};

/** An event as an asker sees it stand: what that asker may not see has not been said. Annulled events are as recorded. */
const asSeen = (log: readonly Recorded[], asker: Asker): ((event: Recorded) => Recorded | Standing) => {
  const stands = new Map(standing(log.filter((event) => sees(asker, event))).map((fact) => [fact.id, fact]));
  return (event) => stands.get(event.id) ?? event;
};

/** The whole history that fits a filter, as known at the end of `log`. */
export const historyOf = (log: readonly Recorded[], asker: Asker, filter: Filter, order: Order): Recorded[] => {
  const commissioners = filter.commissioner === undefined ? undefined : bodyOf(log, filter.commissioner);
  const tsos = filter.tso === undefined ? undefined : bodyOf(log, filter.tso);
  const seen = asSeen(log, asker);
  const days = (event: Recorded) => (event.occurredOn === null ? undefined : rangeOf(event.occurredOn));
  const fits = (event: Recorded): boolean => {
    const range = days(seen(event));
    return (
      sees(asker, event) &&
      (!commissioners || commissioners.has(event.commissioner ?? '')) &&
      (!tsos || event.tsos.some((tso) => tsos.has(tso))) &&
      (!filter.matter || dossiersOf(log, event).includes(`matter-${filter.matter}`)) &&
      (!filter.types || filter.types.includes(event.type)) &&
      ((!filter.from && !filter.to) || range !== undefined) &&
      (!filter.from || (range?.latest ?? '') >= filter.from) &&
      (!filter.to || (range?.earliest ?? '') <= filter.to)
    );
  };
  const found = log.filter(fits);
  if (order.startsWith('OCCURRED')) {
    const day = (event: Recorded): string => days(seen(event))?.earliest ?? '';
    found.sort((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0));
  }
  return order.endsWith('DESC') ? found.toReversed() : found;
};
