import { z } from 'zod';
import { v1, type FactOf } from '../kernel/catalogue.js';
import { Count, Id, Pounds, Text, Url, WhenText } from '../kernel/shapes.js';

/** What Best Value asks to be talked about before a decision to reduce or end (2011 and 2015). */
export const TOPICS = ['future of the service', 'effect on assets', 'wider community impact'] as const;

export const matterEvents = {
  MatterOpened: v1(z.strictObject({ title: Text, service: Text.optional(), reason: Text.optional() })),
  MatterClosed: v1(z.strictObject({ reason: Text })),
  StakeholdersIdentified: v1(
    z.strictObject({ organisations: z.array(Id).default([]), groups: z.array(Text).default([]), how: Text.optional() }),
  ),
  AllocationPrinciplesAgreed: v1(
    z.strictObject({ principles: z.array(Text).min(1), agreedWith: z.array(Id).default([]) }),
  ),
  SubGroupConvened: v1(z.strictObject({ name: Text, purpose: Text, members: z.array(Text).min(1) })),
  FundingPanelConvened: v1(
    z.strictObject({
      name: Text,
      purpose: Text,
      members: z.array(Text).min(1),
      tsoRepresentatives: z.array(Id).default([]),
    }),
  ),
  // How the money is to be given, before it is: a grant, a contract, something else.
  FundingRouteConsidered: v1(z.strictObject({ options: z.array(Text).min(1), reason: Text.optional() })),
  FundingRouteChosen: v1(z.strictObject({ route: Text, options: z.array(Text).optional(), reason: Text.optional() })),
  ApplicationRoundOpened: v1(
    z.strictObject({
      roundId: Id,
      title: Text.optional(),
      /** absent: the record does not tell; empty: applicants were given none */
      criteria: z.array(Text).optional(),
      /** the day from which applications are taken where that is not `occurredOn` */
      opensOn: WhenText.optional(),
      closesOn: WhenText.optional(),
      decisionDueOn: WhenText.optional(),
      url: Url.optional(),
    }),
  ),
  ApplicationRoundClosed: v1(z.strictObject({ roundId: Id, applications: Count.optional() })),
  ApplicationProcessPublished: v1(z.strictObject({ summary: Text, url: Url.optional() })),

  // The dialogue before a decision to reduce, change or end (Compact 4.3): discuss, invite, receive, consider.
  FundingPressureDiscussed: v1(
    z.strictObject({
      summary: Text,
      options: z.array(Text).default([]),
      /** absent: the record does not tell; empty: none of them */
      topicsCovered: z.array(z.enum(TOPICS)).optional(),
    }),
  ),
  ResponseInvited: v1(z.strictObject({ summary: Text.optional(), dueOn: WhenText.optional() })),
  RepresentationReceived: v1(
    z.strictObject({
      from: Id.optional(),
      summary: Text,
      representing: Text.optional(),
      evidenceSource: Text.optional(),
      howViewsGathered: Text.optional(),
    }),
  ),
  ResponseConsidered: v1(z.strictObject({ summary: Text, changesMade: Text.optional() })),

  // What the sector brings of its own (Compact 2010, 3.17, 4.6, 4.7), and what it says against.
  ImpactAdviceSubmitted: v1(
    z.strictObject({
      from: Id.optional(),
      summary: Text,
      representing: Text.optional(),
      evidenceSource: Text.optional(),
    }),
  ),
  ReviewContributionMade: v1(z.strictObject({ from: Id.optional(), summary: Text })),
  UserFeedbackProvided: v1(z.strictObject({ from: Id.optional(), summary: Text })),
  /** a TSO speaks publicly against what the commissioner does or plans */
  AdverseStatementMade: v1(z.strictObject({ from: Id.optional(), summary: Text.optional(), url: Url.optional() })),
  // Options to reshape a service instead of ending it (Best Value): invite, propose, consider, and what helps to propose.
  OptionsInvited: v1(z.strictObject({ summary: Text.optional(), dueOn: WhenText.optional() })),
  OptionProposed: v1(z.strictObject({ optionId: Id.optional(), from: Id.optional(), summary: Text })),
  OptionConsidered: v1(z.strictObject({ optionId: Id.optional(), outcome: Text })),
  /** a letter, a message: by whom and to whom as organisations, never as people */
  CorrespondenceSent: v1(
    z.strictObject({
      from: Id.optional(),
      to: z.array(Id).default([]),
      medium: Text.optional(),
      subject: Text,
      /** the day it was sent where that is not `occurredOn` */
      sentOn: WhenText.optional(),
      receivedOn: WhenText.optional(),
    }),
  ),

  // A service that is to end or to pass to somebody else: what is planned, paid for and looked back on.
  DecommissioningPlanPublished: v1(z.strictObject({ summary: Text.optional(), url: Url.optional() })),
  TransitionPlanPublished: v1(
    z.strictObject({ changeId: Id.optional(), summary: Text.optional(), url: Url.optional() }),
  ),
  TransitionGrantAwarded: v1(
    z.strictObject({ changeId: Id.optional(), to: Id.optional(), amount: Pounds.optional(), purpose: Text.optional() }),
  ),
  PostChangeReviewCompleted: v1(
    z.strictObject({ changeId: Id.optional(), summary: Text.optional(), url: Url.optional() }),
  ),
  InformationShared: v1(z.strictObject({ what: Text, with: z.array(Id).default([]) })),
};

export type MatterEvent = FactOf<typeof matterEvents>;
