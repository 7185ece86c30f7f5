import { monitoringAgreed, riskAgreed } from './agreed-first-rules.js';
import { termsPassedDown } from './clause-rules.js';
import { commitmentKept } from './commitment-rule.js';
import { consultationLasts } from './duration-rule.js';
import { dialogueFirst } from './dialogue-rule.js';
import { equalityFirst, impactFirst } from './decision-rules.js';
import { disputeAnswered } from './dispute-rule.js';
import { consultationForewarned, feedbackFollows } from './feedback-rules.js';
import { consultationFormative } from './formative-rule.js';
import { forwardNoticeFirst } from './forward-notice-rule.js';
import { exitPlanned } from './exit-rule.js';
import { improvementFirst } from './improvement-rule.js';
import { governanceKept } from './governance-rule.js';
import { independenceRespected } from './independence-rule.js';
import { optionsInvitedFirst, publicEngagedFirst, topicsCoveredFirst } from './best-value-rules.js';
import { cutsProportionate } from './cuts-rule.js';
import {
  assessmentAmongPapers,
  assessmentDetailed,
  budgetNoExcuse,
  dutyExplained,
  presentUsersAssessed,
} from './equality-rules.js';
import { localCompactHonoured } from './local-compact-rule.js';
import { noticeGiven } from './notice-rule.js';
import type { Case, Outcome } from '../outcome.js';
import { consultationInforms } from './pack-rule.js';
import { paymentFollows } from './payment-rule.js';
import { rationaleGiven } from './rationale-rule.js';
import { reconsideredOpenly } from './reconsidered-rule.js';
import { registerCovers } from './register-rule.js';
import { circumstancesReported, reportOnTime, reportStatesValue } from './report-rules.js';
import { responsesConsidered } from './responses-rule.js';
import type { Kind, Row } from '../rule.js';
import { socialValueFirst, socialValueWeighed } from './social-value-rules.js';
import { termLasts } from './term-rule.js';
import { requestAnswered } from './request-rule.js';
import { basisTold, consultationAnswered, contributionMade, impactAdvised } from './sector-rules.js';
import { assessmentShared } from './shared-rule.js';
import { usersNoticed } from './users-notice-rule.js';

/** What each kind of rule means. A kind without an evaluator does not compile. */
type Evaluators = { readonly [K in Kind]: (row: Row<K>, it: Case) => Outcome[] };

const evaluators: Evaluators = {
  'consultation-lasts': consultationLasts,
  'consultation-forewarned': consultationForewarned,
  'feedback-follows': feedbackFollows,
  'consultation-formative': consultationFormative,
  'consultation-informs': consultationInforms,
  'responses-considered': responsesConsidered,
  'notice-given': noticeGiven,
  'rationale-given': rationaleGiven,
  'impact-first': impactFirst,
  'dialogue-first': dialogueFirst,
  'equality-first': equalityFirst,
  'forward-notice-first': forwardNoticeFirst,
  'dispute-answered': disputeAnswered,
  'improvement-first': improvementFirst,
  'term-lasts': termLasts,
  'monitoring-agreed': monitoringAgreed,
  'risk-agreed': riskAgreed,
  'terms-passed-down': termsPassedDown,
  'payment-follows': paymentFollows,
  'social-value-first': socialValueFirst,
  'social-value-weighed': socialValueWeighed,
  'circumstances-reported': circumstancesReported,
  'report-on-time': reportOnTime,
  'report-states-value': reportStatesValue,
  'exit-planned': exitPlanned,
  'commitment-kept': commitmentKept,
  'request-answered': requestAnswered,
  'governance-kept': governanceKept,
  'independence-respected': independenceRespected,
  'basis-told': basisTold,
  'consultation-answered': consultationAnswered,
  'contribution-made': contributionMade,
  'impact-advised': impactAdvised,
  'assessment-among-papers': assessmentAmongPapers,
  'present-users-assessed': presentUsersAssessed,
  'duty-explained': dutyExplained,
  'assessment-detailed': assessmentDetailed,
  'budget-no-excuse': budgetNoExcuse,
  'assessment-shared': assessmentShared,
  'reconsidered-openly': reconsideredOpenly,
  'public-engaged-first': publicEngagedFirst,
  'users-noticed': usersNoticed,
  'topics-covered-first': topicsCoveredFirst,
  'options-invited-first': optionsInvitedFirst,
  'cuts-proportionate': cutsProportionate,
  'local-compact-honoured': localCompactHonoured,
  'register-covers': registerCovers,
};

/** What a row says of a case: one outcome for each thing it applies to. */
export const evaluate = <K extends Kind>(row: Row<K>, it: Case): Outcome[] =>
  (evaluators[row.kind] as (row: Row<K>, it: Case) => Outcome[])(row, it);
