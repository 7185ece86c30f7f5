import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Tokens } from '../access/tokens.js';
import type { Asker } from '../access/visibility.js';
import { PlanFor, RecordedThrough, type PlanInput } from '../compliance/compliance.plan.queries.js';
import { Findings } from '../compliance/compliance.findings.js';
import type { Allowances } from '../compliance/plan/plan-steps.js';
import { dayIn, isStepDay, stepDays } from '../compliance/plan/plan-words.js';
import { Application } from '../engine/application.js';
import { Readiness } from '../engine/readiness.js';
import { askingOf } from '../graphql/asking.js';
import { reject, Rejection } from '../kernel/rejection.js';
import { calendarOf, dutyEntries, planEntries } from './calendar.js';

const WORDS: readonly string[] = [
  'token',
  'commissioner',
  'matter',
  'known-at',
  'today',
  'framework',
  'effect',
  'consult',
  'key',
  'procure',
  'call-in',
  'analysis',
  'response',
  'warning',
];

const STATUS: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  UNKNOWN_ORGANISATION: 404,
  UNKNOWN_MATTER: 404,
};

type Words = Readonly<Record<string, string>>;

/** The words of an address, each known and given once. Throws a Rejection otherwise. */
const wordsOf = (query: Readonly<Record<string, unknown>>): Words => {
  for (const [name, value] of Object.entries(query)) {
    if (!WORDS.includes(name) && !isStepDay(name))
      throw reject(
        'INVALID',
        name,
        `A calendar has no "${name}": it takes ${WORDS.join(', ')}, first-day and days such as decision-on.`,
      );
    if (typeof value !== 'string') throw reject('INVALID', name, `${name} is given more than once: give it once.`);
  }
  return query as Words;
};

const yes = (name: string, text: string | undefined): boolean | undefined => {
  if (text === undefined) return undefined;
  if (text !== 'true' && text !== 'false') throw reject('INVALID', name, `${name} is "${text}": write true or false.`);
  return text === 'true';
};

const allowancesIn = (words: Words): Allowances => {
  const names = {
    callInWorkingDays: 'call-in',
    analysisDays: 'analysis',
    responseDays: 'response',
    warningDays: 'warning',
  };
  return Object.fromEntries(
    Object.entries(names).flatMap(([allowance, name]) =>
      words[name] === undefined ? [] : [[allowance, Number(words[name])]],
    ),
  );
};

const planIn = (words: Words): PlanInput => {
  const { 'first-day': firstDay, ...dates } = stepDays(
    Object.fromEntries(Object.entries(words).filter(([name]) => isStepDay(name))),
  );
  return {
    matter: words['matter'] ?? null,
    commissioner: words['commissioner'] ?? null,
    effect: words['effect'] ?? null,
    firstDay: firstDay ?? null,
    consult: yes('consult', words['consult']) ?? null,
    key: yes('key', words['key']) ?? null,
    procure: yes('procure', words['procure']) ?? null,
    dates,
    allowances: allowancesIn(words),
    today: words['today'] ?? null,
    framework: words['framework'] ?? null,
  };
};

/** Calendars that a calendar program subscribes to: it can send no headers, so its token stands in the address. */
@Controller()
export class CalendarController {
  constructor(
    private readonly application: Application,
    private readonly tokens: Tokens,
    private readonly readiness: Readiness,
  ) {}

  private async asker({ token }: Words, request: FastifyRequest): Promise<Asker> {
    return token === undefined ? (await askingOf(this.tokens, request)).asker : this.tokens.verify(token, 'calendar');
  }

  /** The due days of a commissioner or a matter, and the plan that the address describes. */
  private async feed(words: Words, asker: Asker): Promise<string> {
    const { commissioner, matter, framework, today, effect, 'first-day': firstDay, 'known-at': knownAt } = words;
    if (!commissioner && !matter)
      throw reject('INVALID', 'commissioner', 'Say of what: add ?commissioner= or ?matter= to the address.');
    if (today !== undefined) dayIn('today', today);
    const filter = { commissioner: commissioner ?? null, matter: matter ?? null, framework: framework ?? null };
    const due = await this.application.ask(new Findings(asker, filter, today, knownAt));
    const plan = effect || firstDay ? await this.application.ask(new PlanFor(asker, planIn(words), knownAt)) : null;
    const through = await this.application.ask(new RecordedThrough(knownAt));
    const name = `Concordat: ${matter ?? plan?.commissioner.name ?? commissioner}`;
    return calendarOf(name, [...dutyEntries(due), ...(plan ? planEntries(plan) : [])], through);
  }

  @Get('calendar.ics')
  async calendar(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const plain = 'text/plain; charset=utf-8';
    const notNow = await this.readiness.refusal(undefined);
    if (notNow) return reply.status(503).header('retry-after', 1).type(plain).send(`${notNow.message}\n`);
    try {
      const words = wordsOf(query);
      const text = await this.feed(words, await this.asker(words, request));
      return await reply
        .header('content-type', 'text/calendar; charset=utf-8')
        .header('content-disposition', 'inline; filename="concordat.ics"')
        .header('cache-control', 'private, no-cache')
        .send(text);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      const status = STATUS[error.problems[0]?.code ?? ''] ?? 400;
      return reply.status(status).type(plain).send(`${error.message}\n`);
    }
  }
}
