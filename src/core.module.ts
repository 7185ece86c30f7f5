import { Module, type DynamicModule } from '@nestjs/common';
import { DecisionTrailHandler, EventByIdHandler } from './audit/audit.queries.js';
import { FindingsBundleHandler } from './compliance/compliance.bundles.js';
import { NaoFiguresHandler } from './compliance/compliance.nao.js';
import {
  FindingCountsHandler,
  FindingsHandler,
  FindingsPageHandler,
  FindingsSource,
} from './compliance/compliance.findings.js';
import { Judgements } from './compliance/compliance.judgements.js';
import { PlanForHandler, RecordedThroughHandler } from './compliance/compliance.plan.queries.js';
import { FrameworksHandler } from './compliance/compliance.queries.js';
import { ComplianceSummaryHandler } from './compliance/compliance.summary.js';
import { TrustSource } from './compliance/compliance.trust.js';
import type { Config } from './config.js';
import { EngineModule } from './engine/engine.module.js';
import { LogStateHandler } from './engine/log.queries.js';
import { HistoryHandler } from './history/history.queries.js';
import { MatterByIdHandler, MattersHandler, DossierOfEventHandler } from './matter/matter.queries.js';
import { MeasureBackgroundHandler } from './measures/measures.background.js';
import { MeasureBundleHandler } from './measures/measures.bundles.js';
import { ObligationOfHandler } from './measures/measures.card.js';
import { MeasureDisparityHandler, MeasureReachHandler } from './measures/measures.disparity.js';
import { PerceptionOfHandler, Surveys } from './measures/measures.perception.js';
import { Ledger } from './measures/measures.ledger.js';
import { MovedByHandler, WhatMovedHandler } from './measures/measures.moves.js';
import { KnownPoliciesHandler, Policies } from './measures/measures.policies.js';
import { ChangeToHandler, MeasurePointHandler, MeasureSeriesHandler } from './measures/measures.queries.js';
import { MeasureSource } from './measures/measures.source.js';
import {
  OrganisationCalledHandler,
  OrganisationsHandler,
  RelationshipHandler,
} from './organisation/organisation.queries.js';

/** Everything that can be asked. */
const queryHandlers = [
  HistoryHandler,
  EventByIdHandler,
  DecisionTrailHandler,
  OrganisationCalledHandler,
  OrganisationsHandler,
  RelationshipHandler,
  MatterByIdHandler,
  MattersHandler,
  DossierOfEventHandler,
  FindingsHandler,
  FindingsPageHandler,
  FindingCountsHandler,
  FindingsBundleHandler,
  NaoFiguresHandler,
  ComplianceSummaryHandler,
  FrameworksHandler,
  PlanForHandler,
  RecordedThroughHandler,
  ChangeToHandler,
  MeasurePointHandler,
  MeasureSeriesHandler,
  KnownPoliciesHandler,
  MovedByHandler,
  WhatMovedHandler,
  MeasureBackgroundHandler,
  MeasureBundleHandler,
  ObligationOfHandler,
  MeasureDisparityHandler,
  MeasureReachHandler,
  PerceptionOfHandler,
  LogStateHandler,
];

/** The engine with its questions: what the command line runs without HTTP. */
@Module({})
export class CoreModule {
  static for(config: Config, clock?: () => number): DynamicModule {
    return {
      module: CoreModule,
      global: true,
      exports: [Policies],
      imports: [EngineModule.for(config, clock)],
      providers: [
        { provide: Policies, useFactory: () => Policies.in(config.dataDir) },
        ...[Judgements, FindingsSource, Ledger, MeasureSource, Surveys, TrustSource, ...queryHandlers],
      ],
    };
  }
}
