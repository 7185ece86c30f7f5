import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { Application } from '../engine/application.js';
import type { Asking } from '../graphql/asking.js';
import { NaoFigures } from './compliance.nao.js';
import { naoCsv, naoText } from './nao/nao-text.js';

interface ReportArgs {
  readonly commissioners?: readonly string[] | null;
  readonly from: string;
  readonly to: string;
  readonly knownAt?: string | null;
}

@Resolver('NaoReport')
export class NaoResolver {
  constructor(private readonly application: Application) {}

  @Query('naoReport')
  async naoReport(@Args() { commissioners, from, to, knownAt }: ReportArgs, @Context('asking') { asker }: Asking) {
    const report = await this.application.ask(new NaoFigures(asker, commissioners ?? null, from, to, knownAt));
    return { ...report, ...report.period, text: naoText(report), csv: naoCsv(report), json: report };
  }
}
