import { describe, expect, test } from '@jest/globals';
import { consultationEvents } from '../../src/consultation/consultation.events.js';
import { govukConsultations } from '../../src/interchange/govuk-consultations.js';
import { matterEvents } from '../../src/matter/matter.events.js';
import { organisationEvents } from '../../src/organisation/organisation.events.js';
import { counts, fileOf, importAll, ofType, sharedFiles, testOfShared, type Imported } from './support.js';

const document = (over: object = {}, details: object = {}) => ({
  base_path: '/government/consultations/museums',
  content_id: '2384975c-68b4-4d13-a130-7ef95bd24e61',
  document_type: 'closed_consultation',
  title: 'Museums',
  public_updated_at: '2016-09-05T14:00:00+01:00',
  details: {
    opening_date: '2016-06-30T23:30:00Z',
    closing_date: '2016-10-31T17:00:00+00:00',
    first_public_at: '2016-06-30T23:30:00Z',
    ...details,
  },
  links: {
    organisations: [{ title: 'Ofqual' }, { title: 'Department for Culture' }],
    primary_publishing_organisation: [{ title: 'Department for Culture' }],
  },
  ...over,
});
const read = (...documents: object[]) =>
  importAll(
    govukConsultations,
    documents.map((one) => fileOf(JSON.stringify(one), 'doc.json')),
  );
const story = (imported: Imported) => imported.lines.map(({ draft }) => [draft.type, draft.occurredOn]);

const catalogue = { ...organisationEvents, ...matterEvents, ...consultationEvents };
const outside = ({ lines }: Imported) =>
  lines.filter(({ draft }) => !catalogue[draft.type as 'MatterOpened'].data.safeParse(draft.data).success);

describe('a document', () => {
  test('closed: the lead body, a matter, opening and closing on London days', () => {
    const imported = read(document());
    expect(story(imported)).toEqual([
      ['CommissionerRegistered', null],
      ['MatterOpened', '2016-07-01'],
      ['ConsultationOpened', '2016-07-01'],
      ['ConsultationClosed', '2016-10-31'],
    ]);
    expect(imported.lines[2]).toMatchObject({
      id: 'govuk:consultations:museums:ConsultationOpened',
      draft: {
        data: {
          consultationId: 'govuk:consultations:museums',
          title: 'Museums',
          form: 'formal-written',
          opensOn: '2016-07-01',
          closesOn: '2016-10-31',
          url: 'https://www.gov.uk/government/consultations/museums',
        },
        commissioner: 'local:department-for-culture',
        matter: 'govuk:consultations:museums:matter',
        visibility: 'public',
      },
    });
    expect(imported.lines[1]?.draft.note).toContain('Run together with Ofqual.');
    expect(outside(imported)).toEqual([]);
  });
  test('open: not closed, whatever the date', () =>
    expect(story(read(document({ document_type: 'open_consultation' }))).at(-1)?.[0]).toBe('ConsultationOpened'));
  test('unopened: forewarned, not opened', () => {
    const imported = read(
      document(
        { document_type: 'call_for_evidence', base_path: '/government/calls-for-evidence/x' },
        { opening_date: '2200-10-05T14:00:00+01:00', closing_date: '2210-10-31T17:00:00Z' },
      ),
    );
    expect(story(imported).slice(1)).toEqual([
      ['MatterOpened', '2016-07-01'],
      ['ConsultationForewarned', '2016-07-01'],
    ]);
    expect(imported.lines.at(-1)?.draft.data).toEqual({
      consultationId: 'govuk:calls-for-evidence:x',
      subject: 'Museums',
      expectedOpenOn: '2200-10-05',
    });
  });
  test('outcome: feedback on the dates given, and one worked out from the change history', () => {
    const imported = read(
      document(
        { document_type: 'consultation_outcome' },
        {
          public_feedback_publication_date: '2017-01-10T00:00:00Z',
          change_history: [
            { public_timestamp: '2017-03-02T09:00:00Z', note: 'Fixed a link.' },
            { public_timestamp: '2017-03-01T09:00:00Z', note: 'Published the government response.' },
          ],
        },
      ),
    );
    const feedback = ofType(imported, 'FeedbackPublished').map(({ draft }) => draft);
    expect(feedback.map(({ occurredOn, basis }) => [occurredOn, basis])).toEqual([
      ['2017-01-10', undefined],
      ['2017-03-01', 'inferred'],
    ]);
    expect(feedback[1]?.note).toContain('the change history of the page');
  });
  test('outcome without any history: the last update, marked as worked out', () => {
    const [feedback] = ofType(
      read(document({ document_type: 'consultation_outcome', public_updated_at: '2017-02-01T10:00:00Z' })),
      'FeedbackPublished',
    );
    expect(feedback?.draft).toMatchObject({
      occurredOn: '2017-02-01',
      basis: 'inferred',
      note: expect.stringContaining('the last update of the page'),
    });
  });
  test('withdrawn, with the published reason', () => {
    const notice = {
      explanation: '<p>Superseded by <a href="x">another &amp; newer one</a></p>',
      withdrawn_at: '2016-11-12T09:52:00Z',
    };
    expect(
      ofType(
        read(document({ document_type: 'open_consultation', withdrawn_notice: notice })),
        'ConsultationWithdrawn',
      )[0]?.draft,
    ).toMatchObject({
      occurredOn: '2016-11-12',
      data: { reason: 'Superseded by another & newer one' },
    });
  });
  test('pages that share a content_id are different consultations; editions of one page are one', () => {
    const imported = read(
      document(),
      document({ base_path: '/government/consultations/galleries' }),
      document({ document_type: 'open_consultation' }),
    );
    expect(new Set(ofType(imported, 'ConsultationOpened').map(({ id }) => id)).size).toBe(2);
    const [first, , third] = ofType(imported, 'ConsultationOpened');
    expect(third?.draft).toEqual(first?.draft);
  });
});

describe('files', () => {
  const other = document({ base_path: '/government/consultations/galleries' });
  test('an array', () =>
    expect(
      ofType(
        importAll(govukConsultations, [fileOf(JSON.stringify([document(), other], null, 1))]),
        'ConsultationOpened',
      ).map(({ line }) => line),
    ).toEqual([2, expect.any(Number)]));
  test('one a line, a bad one among them', () => {
    const { lines, refused } = importAll(govukConsultations, [
      fileOf(`${JSON.stringify(document())}\n{"x":}\n${JSON.stringify(other)}\n`),
    ]);
    expect(lines.at(-1)?.line).toBe(3);
    expect(refused).toEqual([expect.objectContaining({ line: 2, field: 'x' })]);
  });
  test.each([
    [document({ document_type: 'guidance' }), 'document_type', /neither a consultation nor a call/],
    [document({}, { opening_date: undefined }), 'details.opening_date', /missing/],
    [document({}, { opening_date: '2016-02-30T10:00:00Z' }), 'details.opening_date', /fetch the document again/],
    [
      document({}, { closing_date: '2015-01-01T00:00:00Z' }),
      'details.closing_date',
      /closes on 2015-01-01, before it opens on 2016-07-01/,
    ],
    [document({ links: {} }), 'links.organisations', /No organisation is named/],
    [document({ title: '' }), 'title', /missing or not as/],
    [[7], '', /missing or not as/],
  ])('%#: refused by field', (given, field, problem) => {
    const { lines, refused } = importAll(govukConsultations, [fileOf(JSON.stringify(given))]);
    expect(lines).toEqual([]);
    expect(refused).toEqual([expect.objectContaining({ field, problem: expect.stringMatching(problem) })]);
  });
});

describe('the 15 documents of the Content API', () => {
  const FOLDER = 'govuk-consultations/content_schemas/examples';
  const real = testOfShared(FOLDER);
  const files = sharedFiles(FOLDER, '.json');
  const all = importAll(govukConsultations, files);

  real('are all taken', () => {
    expect(files).toHaveLength(15);
    expect(all.refused).toEqual([]);
    expect(outside(all)).toEqual([]);
    expect(counts(all)).toEqual({
      CommissionerRegistered: 9,
      MatterOpened: 15,
      ConsultationOpened: 13,
      ConsultationForewarned: 2,
      ConsultationClosed: 8,
      FeedbackPublished: 7,
      ConsultationWithdrawn: 1,
    });
  });
  real('say nothing twice in different words', () => {
    const contents = new Map<string, Set<string>>();
    for (const { id, draft } of all.lines) contents.set(id, (contents.get(id) ?? new Set()).add(JSON.stringify(draft)));
    expect([...contents].filter(([, drafts]) => drafts.size > 1)).toEqual([]);
  });
  real('make up neither a rationale nor a pack', () =>
    expect(all.lines.filter(({ draft }) => draft.type.includes('Rationale') || 'pack' in draft.data)).toEqual([]),
  );
  real('are read the same twice', () => expect(importAll(govukConsultations, files)).toEqual(all));
});
