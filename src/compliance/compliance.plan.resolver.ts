import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Application } from '../engine/application.js';
import type { Asking } from '../graphql/asking.js';
import { OrganisationCalled } from '../organisation/organisation.queries.js';
import { calendarOf, planEntries } from '../web/calendar.js';
import { PlanFor, RecordedThrough, type PlanFound, type PlanInput } from './compliance.plan.queries.js';
import type { PlanQuestion, PlanStep } from './plan/plan-steps.js';
import { planText } from './plan/plan-text.js';

type StepDays = readonly { readonly step: string; readonly on: string }[] | null | undefined;

interface Given extends Omit<PlanInput, 'dates' | 'whatIf'> {
  readonly dates?: StepDays;
  readonly whatIf?: StepDays;
}

const datesOf = (days: StepDays): PlanQuestion['dates'] | null =>
  days ? Object.fromEntries(days.map(({ step, on }) => [step, on])) : null;

const stepShape = ({ slack, lateBy, ...step }: PlanStep) => ({ ...step, slackDays: slack, lateByDays: lateBy });

const planShape = (found: PlanFound, knownAt: string | null) => {
  const { plan, whatIf, ...rest } = found;
  const { effect, firstDay, today } = plan.question;
  return {
    ...rest,
    knownAt,
    effect,
    firstDay,
    today,
    possible: plan.possible,
    couldBe: plan.couldBe,
    steps: plan.steps.map(stepShape),
    whatIfSteps: whatIf && whatIf.steps.map(stepShape),
    found,
  };
};

type PlanShape = ReturnType<typeof planShape>;

@Resolver('Plan')
export class PlanResolver {
  constructor(private readonly application: Application) {}

  @Query('plan')
  async plan(
    @Args() { input, knownAt }: { input: Given; knownAt?: string | null },
    @Context('asking') { asker }: Asking,
  ): Promise<PlanShape> {
    const asked = { ...input, dates: datesOf(input.dates), whatIf: datesOf(input.whatIf) };
    return planShape(await this.application.ask(new PlanFor(asker, asked, knownAt)), knownAt ?? null);
  }

  @ResolveField('commissioner')
  commissioner(@Parent() { commissioner, knownAt }: PlanShape, @Context('asking') { asker }: Asking) {
    return this.application.ask(new OrganisationCalled(asker, commissioner.id, knownAt));
  }

  @ResolveField('text')
  text(@Parent() { found }: PlanShape): string {
    return planText(found);
  }

  @ResolveField('ics')
  async ics(@Parent() { found, knownAt }: PlanShape): Promise<string> {
    const through = await this.application.ask(new RecordedThrough(knownAt));
    return calendarOf(found.commissioner.name, planEntries(found), through);
  }
}
