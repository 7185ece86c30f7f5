import { consultationLasts } from './duration-rule.js';
import { dialogueFirst } from './dialogue-rule.js';
import { equalityFirst, impactFirst } from './decision-rules.js';
import { consultationForewarned, feedbackFollows } from './feedback-rules.js';
import { consultationFormative } from './formative-rule.js';
import { forwardNoticeFirst } from './forward-notice-rule.js';
import { noticeGiven } from './notice-rule.js';
import type { Case, Outcome } from './outcome.js';
import { consultationInforms } from './pack-rule.js';
import { rationaleGiven } from './rationale-rule.js';
import { registerCovers } from './register-rule.js';
import { responsesConsidered } from './responses-rule.js';
import type { Kind, Row } from './rule.js';

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
  'register-covers': registerCovers,
};

/** What a row says of a case: one outcome for each thing it applies to. */
export const evaluate = <K extends Kind>(row: Row<K>, it: Case): Outcome[] =>
  (evaluators[row.kind] as (row: Row<K>, it: Case) => Outcome[])(row, it);
