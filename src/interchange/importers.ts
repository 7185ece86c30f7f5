import { threeSixtyGiving } from './360giving.js';
import { consultations } from './consultations.js';
import { events } from './events.js';
import { govukConsultations } from './govuk-consultations.js';
import type { Importer } from './importer.js';
import { ukMeetings } from './uk-meetings.js';

/** The formats of `import`, by name. */
export const importers: Readonly<Record<string, Importer>> = {
  events,
  'uk-meetings': ukMeetings,
  'govuk-consultations': govukConsultations,
  '360giving': threeSixtyGiving,
  consultations,
};
