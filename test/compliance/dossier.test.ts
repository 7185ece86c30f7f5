import { describe, expect, test } from '@jest/globals';
import { dossierOf } from '../../src/matter/dossier.js';
import { stands, told } from './facts.js';

const k = { consultationId: 'K1' };

describe('the file of a matter', () => {
  test('keeps dates as they came, and the fact each piece rests on', () => {
    const open = told(
      'ConsultationOpened',
      '2010-09',
      { ...k, title: 'Grants', closesOn: '2010-10/2010-11' },
      { id: 'open' },
    );
    const [found] = dossierOf(stands(open)).consultations;
    expect(found).toMatchObject({
      id: 'K1',
      title: 'Grants',
      form: 'formal-written',
      rounds: [
        {
          opens: { on: '2010-09', fact: { id: 'open' } },
          closes: { on: '2010-10/2010-11', fact: { id: 'open' } },
          closed: false,
        },
      ],
    });
  });

  test('the same facts in any order give the same file', () => {
    const facts = [
      told('ConsultationRationalePublished', '2024-03-01', k),
      told('ConsultationOpened', '2024-03-04', { ...k, closesOn: '2024-04-29' }),
      told('ConsultationExtended', '2024-04-01', { ...k, closesOn: '2024-05-27' }),
      told('ConsultationClosed', '2024-05-27', k),
      told('ConsultationReopened', '2024-07-01', { ...k, closesOn: '2024-07-29', reason: 'r' }),
      told('MatterOpened', '2024-01-01', { title: 'Advice' }),
    ];
    const found = dossierOf(stands(...facts));
    expect(dossierOf(stands(...facts.toReversed()))).toEqual(found);
    expect(found.matter).toMatchObject({ id: 'M1', title: 'Advice' });
    expect(found.consultations[0]?.rounds.map(({ opens, closes, closed }) => [opens?.on, closes?.on, closed])).toEqual([
      ['2024-03-04', '2024-05-27', true],
      ['2024-07-01', '2024-07-29', false],
    ]);
  });

  test('a thing known only by what followed it has an entry', () => {
    const found = dossierOf(
      stands(
        told('FeedbackPublished', '2024-05-01', k),
        told('RationalePublished', null, { decisionId: 'D1' }),
        told('NoNoticeReceived', '2024-05-01', { changeId: 'X1' }, { tsos: ['B'] }),
        told('AgreementEnded', '2024-05-01', { agreementId: 'G1' }),
        told('MinutesPublished', '2024-05-01', { meetingId: 'E1', url: 'https://example.org' }),
        told('ImpactAssessmentShared', '2024-05-01', {}),
      ),
    );
    expect(found.consultations).toMatchObject([{ id: 'K1', opened: null, form: null, rounds: [] }]);
    expect(found.decisions).toMatchObject([{ id: 'D1', taken: null }]);
    expect(found.changes).toMatchObject([{ id: 'X1', notices: [], tsos: ['B'] }]);
    expect(found.agreements).toMatchObject([{ id: 'G1', made: null }]);
    expect(found.meetings).toMatchObject([{ id: 'E1', held: null }]);
    expect(found.assessments).toMatchObject([{ id: 'M1', decisionId: null }]);
    expect(found.tsos).toEqual(['A', 'B']);
  });

  test('one stream without a matter, unknown types and facts that name nothing', () => {
    const found = dossierOf(
      stands(
        told('Unheard', '2024-01-01', {}, { matter: null }),
        told('ConsultationOpened', '2024-01-01', {}, { matter: null }),
      ),
    );
    expect(found).toMatchObject({ matter: null, commissioner: 'C1', consultations: [] });
    expect(dossierOf([])).toMatchObject({ matter: null, commissioner: null, tsos: [] });
  });

  test('the final decision goes before provisional ones, whenever they were recorded', () => {
    const taken = (on: string, finality: string) =>
      told('DecisionTaken', on, { decisionId: 'D1', effect: 'end', finality }, { id: finality });
    const [found] = dossierOf(stands(taken('2024-05-01', 'final'), taken('2024-03-01', 'provisional'))).decisions;
    expect(found).toMatchObject({ taken: { id: 'final' }, provisional: [{ id: 'provisional' }] });
    expect(dossierOf(stands(taken('2024-03-01', 'provisional'))).decisions[0]?.taken?.id).toBe('provisional');
  });

  test('dialogue and participation', () => {
    const found = dossierOf(
      stands(
        told('FundingPressureDiscussed', '2024-02-01', { summary: 's' }),
        told('ResponseInvited', '2024-03-01', { dueOn: '2024-04-01' }),
        told('SubGroupConvened', '2024-03-02', { name: 'n', purpose: 'p', members: ['m'] }),
        told('StakeholdersIdentified', '2024-01-02', { organisations: ['A'] }),
      ),
    );
    expect(found.dialogue.discussed).toHaveLength(1);
    expect(found.dialogue.invited[0]?.data.dueOn).toBe('2024-04-01');
    expect(found.participation.groups[0]?.data).toMatchObject({ name: 'n' });
    expect(found.participation.stakeholders).toHaveLength(1);
  });
});
