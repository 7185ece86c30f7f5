import { describe, expect, test } from '@jest/globals';
import { consultationEvents } from '../../src/consultation/consultation.events.js';
import { consultations } from '../../src/interchange/consultations.js';
import { matterEvents } from '../../src/matter/matter.events.js';
import { fileOf, importAll } from './support.js';

const KNOWN = new Map([['Borchester City Council', 'C1']]);
const HEADER =
  'id,commissioner,title,opens_on,closes_on,form,rationale,rationale_published_on,closed_on,responses,feedback_published_on,matter,url\n';
const read = (rows: string) => importAll(consultations, [fileOf(HEADER + rows)], {}, KNOWN);

describe('our table of consultations', () => {
  test('a full row', () => {
    const { lines, refused } = read(
      'K1,borchester city council,Day centres,2024-03-04,2024-05-27,statutory,Budget,2024-03-04,2024-05-28,41,2024-07-01,M1,https://example.org/k1\n',
    );
    expect(refused).toEqual([]);
    expect(lines.map(({ id, draft: { data, occurredOn } }) => [id, occurredOn, data])).toEqual([
      [
        'consultations:K1:ConsultationOpened',
        '2024-03-04',
        {
          consultationId: 'K1',
          title: 'Day centres',
          form: 'statutory',
          opensOn: '2024-03-04',
          closesOn: '2024-05-27',
          url: 'https://example.org/k1',
        },
      ],
      ['consultations:K1:ConsultationRationalePublished', '2024-03-04', { consultationId: 'K1', text: 'Budget' }],
      ['consultations:K1:ConsultationClosed', '2024-05-28', { consultationId: 'K1', responses: 41 }],
      ['consultations:K1:FeedbackPublished', '2024-07-01', { consultationId: 'K1' }],
    ]);
    expect(new Set(lines.map(({ draft }) => `${draft.commissioner} ${draft.matter} ${draft.by}`))).toEqual(
      new Set(['C1 M1 commissioner']),
    );
    for (const { draft } of lines)
      expect(consultationEvents[draft.type as 'ConsultationOpened'].data.safeParse(draft.data)).toHaveProperty(
        'success',
        true,
      );
  });
  test('only what is given is said; without a matter it gets its own', () => {
    const { lines } = read('K2,C1,Libraries,2024-03,,,,,,,,,\n');
    expect(lines.map(({ id }) => id)).toEqual(['consultations:K2:MatterOpened', 'consultations:K2:ConsultationOpened']);
    expect(lines[0]?.draft).toMatchObject({ basis: 'inferred', matter: 'K2:matter', occurredOn: '2024-03' });
    expect(matterEvents.MatterOpened.data.safeParse(lines[0]?.draft.data)).toHaveProperty('success', true);
    expect(lines[1]?.draft.data).toEqual({
      consultationId: 'K2',
      title: 'Libraries',
      opensOn: '2024-03',
      closesOn: null,
    });
  });
  test('the optional columns may be absent', () =>
    expect(
      importAll(
        consultations,
        [fileOf('ID,Commissioner,Title,Opens on,Closes on\nK,C1,T,2024-01-01,2024-02-01\n')],
        {},
        KNOWN,
      ).lines,
    ).toHaveLength(2));

  test.each([
    [
      'K,C1,T,2024-05-27,2024-03-04',
      'closes_on',
      'The consultation closes (4 March 2024) before it opens (27 May 2024): correct one of the two dates.',
    ],
    [
      'K,C1,T,2024-05-27,2024-08-04,,,,2024-05-01',
      'closed_on',
      'The consultation closes (1 May 2024) before it opens (27 May 2024): correct one of the two dates.',
    ],
    [
      'K,C1,T,2024-02-30,2024-05-01',
      'opens_on',
      '"2024-02-30" is not a date in the calendar: write YYYY-MM-DD, or YYYY-MM for a month.',
    ],
    [
      'K,Nobody Ltd,T,2024-02-20,2024-05-01',
      'commissioner',
      'No organisation "Nobody Ltd" is on record: register it first, or correct the name.',
    ],
    [',C1,T,2024-02-20,2024-05-01', 'id', 'id is empty: give it.'],
    ['K,C1,,2024-02-20,2024-05-01', 'title', 'title is empty: give it.'],
    ['K,C1,T,,2024-05-01', 'opens_on', 'opens_on is empty: give it.'],
    [
      'K,C1,T,2024-02-20,2024-05-01,chat',
      'form',
      '"chat" is not one of formal-written, informal, statutory, call-for-evidence.',
    ],
    ['K,C1,T,2024-02-20,2024-05-01,,,,2024-05-01,many', 'responses', '"many" is not a count: write digits.'],
    [
      'K,C1,T,2024-02-20,2024-05-01,,,,,12',
      'responses',
      'Responses are counted when a consultation has closed: give closed_on as well.',
    ],
    [
      `K,C1,${'x'.repeat(2_000_000)},2024-02-20,2024-05-01`,
      'title',
      'The cell is longer than 20000 characters: shorten it, or link to the document.',
    ],
  ])('%.60s: %s', (row, field, problem) => {
    const { lines, refused } = read(`${row}\nK9,C1,Taken,2024-01-01,2024-04-01\n`);
    expect(refused).toEqual([{ file: 'file.csv', line: 2, field, problem }]);
    expect(lines).toHaveLength(2);
  });
  test('a wrong header', () => {
    const { refused } = importAll(consultations, [fileOf('id,name,from,to\n1,2,3,4\n')], {}, KNOWN);
    expect(refused).toEqual([
      {
        file: 'file.csv',
        line: 1,
        field: 'commissioner, title, opens_on, closes_on',
        problem:
          'The header lacks "commissioner", "title", "opens_on", "closes_on". Expected "id", "commissioner", "title", "opens_on", "closes_on"; found "id", "name", "from", "to". Correct the header row.',
      },
    ]);
  });
});
