import type { Draft } from '../kernel/fact.js';
import { londonDay, type Day } from '../kernel/time.js';
import { kindOf, plainText, type Details, type GovukDocument } from './govuk-documents.js';
import { Unreadable } from './importer.js';
import { digest } from '../organisation/names.js';

/** A day a thing was published, and what says so where that is not a date given for it. */
interface Published {
  readonly day: Day;
  readonly workedFrom?: string;
}

/**
 * The id of a consultation, from its path: two editions of one page share that, while one content_id was seen on
 * different pages.
 */
export const idOf = ({ base_path: path }: GovukDocument): string => {
  const id = `govuk:${path
    .replace(/^\/(government\/)?/, '')
    .replaceAll('/', ':')
    .replace(/\s/g, '-')}`;
  return id.length <= 150 ? id : `govuk:${digest(path)}`;
};

/** The day the page was first there; null where it does not say. */
export const announcedOn = ({ details, first_published_at, public_updated_at }: GovukDocument): Day | null => {
  const first = details.first_public_at ?? first_published_at ?? public_updated_at;
  return first ? londonDay(first) : null;
};

const needs = (day: string | undefined, field: string): Day => {
  if (day === undefined) throw new Unreadable(`details.${field}`, `${field} is missing: fetch the document again.`);
  return londonDay(day);
};

const TELLS_OF_OUTCOME = /outcome|response|decision|result|feedback|summary/i;

/** The outcome's own date, else the latest change after closing (one that speaks of it, if any), else the last update. */
const outcomeOn = (details: Details, updatedAt: string | null | undefined, closesOn: Day): Published | undefined => {
  const stated = details.final_outcome_publication_date ?? details.outcome_publication_date;
  if (stated) return { day: londonDay(stated) };
  const later = (details.change_history ?? [])
    .filter(({ public_timestamp: at }) => londonDay(at) >= closesOn)
    .toSorted((a, b) => Date.parse(b.public_timestamp) - Date.parse(a.public_timestamp));
  const change = later.find(({ note }) => TELLS_OF_OUTCOME.test(note ?? '')) ?? later[0];
  if (change) return { day: londonDay(change.public_timestamp), workedFrom: 'the change history of the page' };
  return updatedAt ? { day: londonDay(updatedAt), workedFrom: 'the last update of the page' } : undefined;
};

const feedbackOn = (
  { details, public_updated_at: updatedAt }: GovukDocument,
  isOutcome: boolean,
  closesOn: Day,
): Published[] => {
  const feedback = details.public_feedback_publication_date;
  const outcome = isOutcome ? outcomeOn(details, updatedAt, closesOn) : undefined;
  const all = [...(feedback ? [{ day: londonDay(feedback) }] : []), ...(outcome ? [outcome] : [])];
  // Feedback and outcome published together are one publication; the date that was given outweighs one worked out.
  return all.filter(({ day }, index) => all.findIndex((other) => other.day === day) === index);
};

const withdrawn = (document: GovukDocument, consultationId: string): Pick<Draft, 'type' | 'data' | 'occurredOn'>[] => {
  const notice = document.withdrawn_notice;
  if (!notice?.withdrawn_at) return [];
  const reason = plainText(notice.explanation ?? '') || 'No reason is published.';
  return [
    { type: 'ConsultationWithdrawn', data: { consultationId, reason }, occurredOn: londonDay(notice.withdrawn_at) },
  ];
};

/**
 * What a document says happened to its consultation, in order, without scope and visibility. Throws Unreadable for one
 * without its dates, or that closes before it opens.
 */
export const factsOf = (document: GovukDocument): readonly Draft[] => {
  const { form, stage } = kindOf(document);
  const { details, title } = document;
  const consultationId = idOf(document);
  const opensOn = needs(details.opening_date, 'opening_date');
  const closesOn = needs(details.closing_date, 'closing_date');
  if (closesOn < opensOn)
    throw new Unreadable(
      'details.closing_date',
      `The consultation closes on ${closesOn}, before it opens on ${opensOn}: correct one of the two.`,
    );
  if (stage === 'unopened')
    return [
      {
        type: 'ConsultationForewarned',
        data: { consultationId, subject: title, expectedOpenOn: opensOn },
        occurredOn: announcedOn(document),
      },
      ...withdrawn(document, consultationId),
    ];
  const url = `https://www.gov.uk${document.base_path}`;
  const closed =
    stage === 'open' ? [] : [{ type: 'ConsultationClosed', data: { consultationId }, occurredOn: closesOn }];
  const feedback = feedbackOn(document, stage === 'outcome', closesOn).map(({ day, workedFrom }): Draft => ({
    type: 'FeedbackPublished',
    data: { consultationId, url },
    occurredOn: day,
    ...(workedFrom && {
      basis: 'inferred' as const,
      note: `The page gives no date for the outcome; it was taken from ${workedFrom}.`,
    }),
  }));
  const opened = {
    type: 'ConsultationOpened',
    data: { consultationId, title, form, opensOn, closesOn, url },
    occurredOn: opensOn,
  };
  return [opened, ...closed, ...feedback, ...withdrawn(document, consultationId)];
};
