import { describe, expect, test } from '@jest/globals';
import { answerBundle, dossierKey, parseExchange } from '../../src/compliance/bundle.js';
import type { Finding } from '../../src/compliance/finding.js';
import { Rejection } from '../../src/kernel/rejection.js';

const event = (id: string, type: string, occurredOn: string, data: object, more: object = {}) => ({
  id,
  type,
  occurredOn,
  recordedAt: occurredOn,
  by: 'commissioner',
  commissioner: 'C1',
  tsos: ['A'],
  matter: 'M1',
  data,
  ...more,
});
const open = event('K1-open', 'ConsultationOpened', '2024-03-04', {
  consultationId: 'K1',
  opensOn: '2024-03-04',
  closesOn: '2024-04-29',
  form: 'formal-written',
});
const ask = {
  query: 'findings',
  matter: 'M1',
  framework: 'compact-2010',
  validAsOf: '2024-04-30',
  recordedAsOf: '2024-04-30',
};
const answers = (events: object[], asked: object, expected?: unknown, more: object = {}) =>
  answerBundle({
    schema: 'concordat-bundle/1',
    events,
    queries: [{ ask: asked, ...(expected !== undefined && { expect: expected }) }],
    ...more,
  }).answers[0]!;
/** A question about findings is answered with a list of them. */
const findings = (events: object[], asked: object) => answers(events, asked).answer as readonly Finding[];
const c1 = (events: object[], asked: object = {}) =>
  findings(events, { ...ask, ...asked }).filter((it) => it.rule === 'C1');

describe('an event in exchange form', () => {
  test('a day of record is the end of that day in London', () => {
    expect(parseExchange(open).recordedAt).toBe('2024-03-04T23:59:59.999Z');
    expect(parseExchange({ ...open, recordedAt: '2024-07-01' }).recordedAt).toBe('2024-07-01T22:59:59.999Z');
    expect(parseExchange({ ...open, recordedAt: '2024-03-04T10:12:00+01:00' }).recordedAt).toBe(
      '2024-03-04T09:12:00.000Z',
    );
    expect(parseExchange({ ...open, recordedAt: undefined }).recordedAt).toBe('2024-03-04T23:59:59.999Z');
  });

  test.each([
    ['month', '2010-09-01', '2010-09'],
    ['year', '2010-09-01', '2010'],
    ['unknown', '2010-09-01', null],
    ['day', '2010-09-01', '2010-09-01'],
    [undefined, '2010-09', '2010-09'],
    ['range', '2010-09-01/2010-09-05', '2010-09-01/2010-09-05'],
  ])('precision %s of %s is %s', (occurredOnPrecision, occurredOn, expected) => {
    expect(parseExchange({ ...open, occurredOn, occurredOnPrecision }).occurredOn).toBe(expected);
  });

  test('what it leaves out has a default, and what is wrong with a field costs that field only', () => {
    expect(
      parseExchange({
        id: 'x',
        type: 'ConsultationOpened',
        occurredOn: '2024-03-04',
        data: { consultationId: 'K', closesOn: '2024-02-31', odd: 1 },
      }),
    ).toMatchObject({
      data: { consultationId: 'K', closesOn: null, form: 'formal-written' },
      basis: 'stated',
      by: 'commissioner',
      commissioner: null,
      tsos: [],
      matter: null,
      visibility: 'parties',
      stream: 'consultation-K',
    });
    expect(parseExchange(open).data).toMatchObject({ form: 'formal-written' });
    expect(parseExchange({ ...open, type: 'Unheard', data: { a: 1 } })).toMatchObject({
      data: { a: 1 },
      stream: 'other-K1-open',
    });
    expect(parseExchange({ ...open, type: 'constructor' }).stream).toBe('other-K1-open');
    expect(parseExchange({ ...open, data: undefined }).data).toEqual({ closesOn: null, form: 'formal-written' });
  });

  test.each([
    ['id', { ...open, id: undefined }],
    ['type', { ...open, type: 7 }],
    ['occurredOn', { ...open, occurredOn: '2024-02-30' }],
    ['recordedAt', { ...open, recordedAt: 'yesterday' }],
    ['id', 'no object'],
  ])('is refused without a readable %s', (field, line) => {
    expect(() => parseExchange(line)).toThrow(
      expect.objectContaining({ name: 'Rejection', problems: [expect.objectContaining({ field })] }),
    );
  });

  test('dossiers: by matter, else by stream; an assessment goes with its decision', () => {
    expect(dossierKey(parseExchange(open))).toBe('matter-M1');
    expect(dossierKey(parseExchange({ ...open, matter: null }))).toBe('consultation-K1');
    const assessed = event(
      'a',
      'ImpactAssessmentCompleted',
      '2024-01-01',
      { assessmentId: 'Z', decisionId: 'D1' },
      { matter: null },
    );
    expect(dossierKey(parseExchange(assessed))).toBe('decision-D1');
  });
});

describe('findings of a bundle', () => {
  test('the example of the contract', () => {
    const expected = {
      rule: 'C1',
      clause: { framework: 'compact', edition: '2010', number: '2.4' },
      matter: 'M1',
      tso: null,
      verdict: 'NOT_MET',
      because: 'Open for 56 days, 28 fewer than the 84 asked; no reason was published.',
      facts: { days: 56, required: 84 },
      evidence: ['K1-open'],
      missing: ['ConsultationRationalePublished'],
      dueOn: '2024-03-04',
    };
    expect(answers([open], ask, { contains: [expected] })).toMatchObject({ ask, matches: true });
    expect(answers([open], ask, { contains: [expected] })).not.toHaveProperty('differences');
    expect(answers([open], ask, [{ rule: 'C1' }, { rule: 'C2' }, { rule: 'C3' }, { rule: 'CSO-2.7' }]).matches).toBe(
      true,
    );
    expect(answers([open], ask)).not.toHaveProperty('matches');
  });

  test('what differs is named', () => {
    const wrong = answers([open], ask, [{ rule: 'C1', facts: { days: 57 } }, { rule: 'C2' }]);
    expect(wrong).toMatchObject({
      matches: false,
      differences: [
        { path: '.length', expected: 2, actual: 4 },
        { path: '[0].facts.days', expected: 57, actual: 56 },
      ],
    });
    expect(answers([open], ask, { contains: [{ rule: 'F1' }] }).differences).toEqual([
      { path: 'contains[0]', expected: { rule: 'F1' }, actual: null },
    ]);
    expect(answers([open], ask, [{ rule: 'C1', evidence: [] }, {}, {}]).matches).toBe(false);
  });

  test('only what was recorded by then counts, and only what had happened by then', () => {
    const why = event(
      'why',
      'ConsultationRationalePublished',
      '2024-03-04',
      { consultationId: 'K1' },
      { recordedAt: '2024-05-01T08:00:00Z' },
    );
    expect(c1([why, open])[0]?.verdict).toBe('NOT_MET');
    expect(c1([why, open], { recordedAsOf: '2024-05-01T07:59:59Z' })[0]?.verdict).toBe('NOT_MET');
    expect(c1([why, open], { recordedAsOf: '2024-05-01' })[0]?.verdict).toBe('MET_WITH_RATIONALE');
    expect(c1([why, open], { recordedAsOf: '2024-05-01', validAsOf: '2024-03-03' })).toEqual([]);
  });

  test('corrections and annulments in the order in which they were recorded', () => {
    const correction = event('corr', 'EventCorrected', '2024-05-02', {
      targetId: 'K1-open',
      replacement: { data: { consultationId: 'K1', closesOn: '2024-05-27' } },
      reason: 'misread',
    });
    const annulment = event('ann', 'EventAnnulled', '2024-05-03', { targetId: 'corr', reason: 'it was right' });
    const verdict = (recordedAsOf: string) =>
      c1([annulment, correction, open], { recordedAsOf, validAsOf: '2024-06-01' })[0];
    expect(verdict('2024-05-01')?.verdict).toBe('NOT_MET');
    expect(verdict('2024-05-02')).toMatchObject({ verdict: 'MET', facts: { days: 84 } });
    expect(verdict('2024-05-03')?.verdict).toBe('NOT_MET');
  });

  test('a correction is read by the catalogue as well', () => {
    const data = { consultationId: 'K1', closesOn: '2024-05-27', pack: { reasons: 'no list' } };
    const correction = event('corr', 'EventCorrected', '2024-04-01', {
      targetId: 'K1-open',
      replacement: { data },
      reason: 'r',
    });
    const found = findings([open, correction], { ...ask, framework: 'gunning' }).find((it) => it.rule === 'C5');
    expect(found?.missing).toContain('pack.reasons');
  });

  test('narrowed to a matter, a commissioner, a TSO', () => {
    const other = event(
      'K2-open',
      'ConsultationOpened',
      '2024-03-04',
      { consultationId: 'K2', closesOn: '2024-06-29' },
      { matter: 'M2', commissioner: 'C2', tsos: ['B'] },
    );
    const about = (narrowed: object) =>
      findings([open, other], { ...ask, matter: undefined, ...narrowed })
        .filter((it) => it.rule === 'C1')
        .map((it) => it.about.id);
    expect(about({})).toEqual(['K1', 'K2']);
    expect(about({ matter: 'M2' })).toEqual(['K2']);
    expect(about({ commissioner: 'C1' })).toEqual(['K1']);
    expect(about({ tso: 'B' })).toEqual(['K2']);
    expect(about({ tso: 'Z' })).toEqual([]);
  });

  test('facts without a matter are judged by stream', () => {
    const [decision, assessed] = [
      event('D1', 'DecisionTaken', '2024-02-20', { decisionId: 'D1', effect: 'reduce' }, { matter: undefined }),
      event('D1-impact', 'ImpactAssessmentCompleted', '2024-02-10', { decisionId: 'D1' }, { matter: undefined }),
    ];
    const found = findings([assessed, decision, { ...open, matter: undefined }], { ...ask, matter: undefined });
    expect(found.filter((it) => it.rule === 'F3')).toMatchObject([
      { matter: null, evidence: ['D1-impact', 'D1'], missing: ['groupsCovered', 'reallocationConsidered'] },
    ]);
    expect(found.filter((it) => it.rule === 'C1')).toHaveLength(1);
  });

  test('Local Compacts hold for those who adopted or signed them, further editions for all they name', () => {
    const local = event(
      'ad',
      'FrameworkAdopted',
      '2015-01-01',
      {
        frameworkId: 'local',
        edition: '1',
        title: 'Local',
        basedOn: 'compact-2010',
        inForceFrom: '2015-01-01',
        parameters: { minimumConsultationDays: 50 },
      },
      { matter: undefined },
    );
    const signed = event(
      'si',
      'FrameworkSigned',
      '2015-01-01',
      { frameworkId: 'local', organisation: 'C2' },
      { matter: undefined },
    );
    const theirs = (commissioner: string) =>
      findings([local, signed, { ...open, commissioner }], { ...ask, framework: 'local' })
        .filter((it) => it.rule === 'C1')
        .map((it) => it.verdict);
    expect(theirs('C1')).toEqual(['MET']);
    expect(theirs('C2')).toEqual(['MET']);
    expect(theirs('C3')).toEqual([]);
    const edition = (bodies: string[] | null) => ({
      id: 'own-1',
      family: 'own',
      edition: '1',
      title: 'Own',
      inForceFrom: '2020',
      inForceTo: null,
      source: 's',
      bodies,
      rows: [
        { rule: 'C1', kind: 'consultation-lasts', number: '1', says: 's', parameters: { days: 28 }, confirmed: true },
      ],
    });
    const own = (bodies: string[] | null) =>
      answers([open], { ...ask, framework: 'own' }, undefined, { frameworks: [edition(bodies)] }).answer;
    expect(own(null)).toMatchObject([{ rule: 'C1', verdict: 'MET', edition: 'own-1' }]);
    expect(own(['C9'])).toEqual([]);
    // a row that says nothing of an exception allows none
    const why = event('why', 'ConsultationRationalePublished', '2024-03-01', { consultationId: 'K1' });
    const soon = { ...open, data: { consultationId: 'K1', closesOn: '2024-03-30' } };
    const { answer } = answers([why, soon], { ...ask, framework: 'own' }, undefined, { frameworks: [edition(null)] });
    expect((answer as readonly Finding[])[0]).toMatchObject({
      verdict: 'NOT_MET',
      because: expect.stringContaining('lets no reason stand in'),
    });
  });

  test('other questions and questions that cannot be read are differences', () => {
    expect(answers([], { query: 'ranking' })).toMatchObject({
      answer: null,
      matches: false,
      differences: [{ problem: 'ranking: not answered by this version' }],
    });
    expect(answers([], { query: 'findings', validAsOf: 'today' })).toMatchObject({
      matches: false,
      differences: [{ problem: 'validAsOf is not a day' }],
    });
    expect(() => answerBundle('no bundle')).toThrow(Rejection);
    expect(() => answerBundle({ events: {} })).toThrow("The bundle's events cannot be read");
  });

  test('an answer is plain JSON, the same each time', () => {
    const first = answers([open], ask);
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
    expect(JSON.stringify(answers([open], ask))).toBe(JSON.stringify(first));
  });
});
