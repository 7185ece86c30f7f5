import { distinct, firstText, picking, type Entry, type ToldOf } from '../kernel/entry.js';
import type { Standing } from '../kernel/standing.js';
import type { ChangeEvent } from './change.events.js';

type Told<Type extends ChangeEvent['type']> = ToldOf<ChangeEvent, Type>;
const { last, only } = picking<ChangeEvent>();

export interface Change extends Entry {
  readonly decisionId: string | null;
  readonly agreementId: string | null;
  /** every TSO that any of its facts names */
  readonly tsos: readonly string[];
  /** written or not; each names the TSOs it went to */
  readonly notices: readonly Told<'FundingChangeNotified'>[];
  readonly receipts: readonly Told<'NoticeReceiptConfirmed'>[];
  readonly noNotice: readonly Told<'NoNoticeReceived'>[];
  readonly tookEffect: readonly Told<'FundingChangeTookEffect'>[];
  readonly usersTold: readonly Told<'ServiceUsersNotified'>[];
  readonly exceptions: readonly Told<'ExceptionalCircumstancesRecorded'>[];
  readonly withdrawn: Told<'FundingChangeWithdrawn'> | null;
  readonly restored: Told<'FundingRestored'> | null;
}

/** A change to funding as its standing facts, oldest first, tell it. */
export const changeOf = (id: string, facts: readonly Standing[]): Change => ({
  id,
  facts,
  decisionId: firstText(facts, 'decisionId'),
  agreementId: firstText(facts, 'agreementId'),
  tsos: distinct(facts.flatMap((fact) => fact.tsos)).toSorted(),
  notices: only(facts, 'FundingChangeNotified'),
  receipts: only(facts, 'NoticeReceiptConfirmed'),
  noNotice: only(facts, 'NoNoticeReceived'),
  tookEffect: only(facts, 'FundingChangeTookEffect'),
  usersTold: only(facts, 'ServiceUsersNotified'),
  exceptions: only(facts, 'ExceptionalCircumstancesRecorded'),
  withdrawn: last(facts, 'FundingChangeWithdrawn'),
  restored: last(facts, 'FundingRestored'),
});
