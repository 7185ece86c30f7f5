import { test } from '@jest/globals';
import { framework } from '../../src/framework/framework.subject.js';
import { expectCovered, given, type Telling } from './given.js';

const past = given(framework);
const first = { title: 'Liverpool Compact', edition: '2004', inForceFrom: '2004-04-01' };
const second = { edition: '2013', inForceFrom: '2013-08-01' };
const adopted: Telling = ['FrameworkAdopted', first];
const lapsed: Telling = ['FrameworkLapsed', { lapsedOn: '2011-03-31' }];
const signed: Telling = ['FrameworkSigned', { organisation: 'C1' }, { occurredOn: '2004-04-01' }];

test('a Local Compact is adopted', () => past().when('AdoptFramework', first).thenRecorded());

test('it is adopted once', () =>
  past(adopted).when('AdoptFramework', first).thenRefused('ALREADY_ADOPTED', 'data.frameworkId'));

test.each([
  ['AdoptFramework', first],
  ['ReviseFramework', second],
])('%s: an edition cannot end before it begins', (intent, edition) =>
  past(...(intent === 'ReviseFramework' ? [adopted] : []))
    .when(intent, { ...edition, inForceTo: '2003' })
    .thenRefused('PERIOD_REVERSED', 'data.inForceTo'),
);

test('it may end in the year in which it begins', () =>
  past()
    .when('AdoptFramework', { ...first, inForceTo: '2004' })
    .thenRecorded());

test('a new edition revises it', () => past(adopted).when('ReviseFramework', second).thenRecorded());

test('a new edition needs a name of its own', () =>
  past(adopted)
    .when('ReviseFramework', { ...second, edition: '2004' })
    .thenRefused('EDITION_TAKEN', 'data.edition'));

test('also a third one', () =>
  past(adopted, ['FrameworkRevised', second])
    .when('ReviseFramework', second)
    .thenRefused('EDITION_TAKEN', 'data.edition'));

test.each([
  ['ReviseFramework', second],
  ['LapseFramework', { lapsedOn: '2011-03-31' }],
])('%s needs an adoption', (intent, data) => past().when(intent, data).thenRefused('NOT_ADOPTED', 'data.frameworkId'));

test('it lapses', () => past(adopted).when('LapseFramework', { lapsedOn: '2011-03-31' }).thenRecorded());

test('it lapses once', () =>
  past(adopted, lapsed)
    .when('LapseFramework', { lapsedOn: '2012-01-01' })
    .thenRefused('ALREADY_LAPSED', 'data.frameworkId'));

test('it lapses again when a later edition had brought it back', () =>
  past(adopted, lapsed, ['FrameworkRevised', second]).when('LapseFramework', { lapsedOn: '2020' }).thenRecorded());

test('an edition before the lapse, recorded late, does not bring it back', () =>
  past(adopted, lapsed, ['FrameworkRevised', { edition: '2008', inForceFrom: '2008-04-01' }])
    .when('LapseFramework', { lapsedOn: '2020' })
    .thenRefused('ALREADY_LAPSED', 'data.frameworkId'));

test('it cannot lapse before it is in force', () =>
  past(adopted).when('LapseFramework', { lapsedOn: '2004-03' }).thenRefused('LAPSED_BEFORE_IN_FORCE', 'data.lapsedOn'));

test('it may lapse while a later edition is already named', () =>
  past(adopted, ['FrameworkRevised', second]).when('LapseFramework', { lapsedOn: '2011-03-31' }).thenRecorded());

test('one that is built in, and so never adopted here, is signed', () =>
  past().when('SignFramework', { organisation: 'C1' }).thenRecorded());

test('a body signs once', () =>
  past(adopted, signed)
    .when('SignFramework', { organisation: 'C1' }, { occurredOn: '2005' })
    .thenRefused('ALREADY_SIGNED', 'data.organisation'));

test('a new edition is signed anew', () =>
  past(adopted, signed, ['FrameworkRevised', second]).when('SignFramework', { organisation: 'C1' }).thenRecorded());

test('what has lapsed is not signed', () =>
  past(adopted, lapsed)
    .when('SignFramework', { organisation: 'A' }, { occurredOn: '2011-03-31' })
    .thenRefused('LAPSED', 'occurredOn'));

test('a signature before the lapse may be recorded after it', () =>
  past(adopted, lapsed).when('SignFramework', { organisation: 'A' }, { occurredOn: '2011-03-30' }).thenRecorded());

const plan = { periodFrom: '2004-04-01', periodTo: '2005-03-31', actions: [{ id: 'a1', text: 'Write to all' }] };
const planned: Telling = ['ActionPlanAdopted', plan];
const body = { organisation: 'NHS1' };

test('who signed it withdraws, and may sign again', () => {
  const withdrawn: Telling = ['FrameworkWithdrawnFrom', { organisation: 'C1' }];
  past(adopted, signed).when('WithdrawFromFramework', { organisation: 'C1', reason: 'merged' }).thenRecorded();
  past(adopted, signed, ['FrameworkRevised', second])
    .when('WithdrawFromFramework', { organisation: 'C1' })
    .thenRecorded();
  past(adopted, signed, withdrawn).when('SignFramework', { organisation: 'C1' }).thenRecorded();
  past(adopted, signed, withdrawn)
    .when('WithdrawFromFramework', { organisation: 'C1' })
    .thenRefused('NOT_SIGNED', 'data.organisation');
  past(adopted).when('WithdrawFromFramework', body).thenRefused('NOT_SIGNED', 'data.organisation');
});

test('it has a lead, and champions who stand down', () => {
  past().when('AppointCompactLead', { role: 'head of policy' }).thenRecorded();
  past(adopted)
    .when('AppointChampion', { ...body, role: 'director' })
    .thenRecorded();
  past(['ChampionAppointed', { ...body, role: 'director' }])
    .when('StandDownChampion', body)
    .thenRecorded();
});

test('nobody stands down who was not appointed, or twice', () => {
  past(adopted).when('StandDownChampion', body).thenRefused('NO_CHAMPION', 'data.organisation');
  past(['ChampionAppointed', { ...body, role: 'director' }], ['ChampionStoodDown', body])
    .when('StandDownChampion', body)
    .thenRefused('NO_CHAMPION', 'data.organisation');
});

test('a plan is adopted and its actions completed, once', () => {
  past(adopted).when('AdoptActionPlan', plan).thenRecorded();
  past(planned).when('CompleteAction', { actionId: 'a1' }).thenRecorded();
  past(planned, ['ActionCompleted', { actionId: 'a1' }])
    .when('CompleteAction', { actionId: 'a1' })
    .thenRefused('ALREADY_COMPLETED', 'data.actionId');
});

test.each(['a2', 'constructor'])('an action %s that no plan has is not completed', (actionId) =>
  past(planned).when('CompleteAction', { actionId }).thenRefused('UNKNOWN_ACTION', 'data.actionId'),
);

test('an open action goes on into the next plan, a completed one does not, nor one twice in a plan', () => {
  const next = { ...plan, periodFrom: '2005-04-01', periodTo: '2006-03-31' };
  past(planned).when('AdoptActionPlan', next).thenRecorded();
  past(planned, ['ActionCompleted', { actionId: 'a1' }])
    .when('AdoptActionPlan', next)
    .thenRefused('ACTION_TAKEN', 'data.actions');
  past()
    .when('AdoptActionPlan', { ...plan, actions: [...plan.actions, ...plan.actions] })
    .thenRefused('ACTION_TAKEN', 'data.actions');
});

test.each([
  ['AdoptActionPlan', plan],
  ['HoldAnnualReview', { periodFrom: '2004-04-01' }],
])('%s: its period does not end before it begins', (intent, data) =>
  past()
    .when(intent, { ...data, periodTo: '2004-03-31' })
    .thenRefused('PERIOD_REVERSED', 'data.periodTo'),
);

test('reviews, statements and good practice are noted as often as there are any', () => {
  past(adopted).when('HoldAnnualReview', { documentReviewed: true }).thenRecorded();
  past(adopted).when('PublishAnnualStatement', { url: 'https://council.example/compact' }).thenRecorded();
  past(adopted).when('NoteGoodPractice', { text: 'Asked early' }).thenRecorded();
});

test('every intent and every refusal was met', () => expectCovered(framework));
