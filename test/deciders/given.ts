import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import { z } from 'zod';
import type { Fact } from '../../src/kernel/fact.js';
import { Rejection } from '../../src/kernel/rejection.js';
import { intentFor, redecide, stateOf, type Subject } from '../../src/kernel/subject.js';

/** The part of the envelope a test cares about. */
export type Envelope = Partial<Omit<Fact, 'type' | 'data'>>;

/** What happened, as tests write it; the id of the thing is filled in. */
export type Telling = readonly [type: string, data?: object, envelope?: Envelope];

const accepted = new Map<Subject, Set<string>>();
const refused = new Map<Subject, Set<string>>();

const note = (where: Map<Subject, Set<string>>, subject: Subject, what: string): void => {
  where.set(subject, (where.get(subject) ?? new Set()).add(what));
};

/** A whole fact: its data past the catalogue, the key of its thing `X1`, everything else of the envelope filled in. */
export const factOf = (subject: Subject, [type, data = {}, envelope = {}]: Telling): Fact => {
  const schema = subject.events[type]?.data;
  const key = subject.keyField.replace('data.', '');
  const keyName = schema instanceof z.ZodObject && key in schema.shape ? { [key]: 'X1' } : {};
  return {
    type,
    data: schema?.parse({ ...keyName, ...data }) ?? {},
    occurredOn: '2024-03-04',
    basis: 'stated',
    by: 'commissioner',
    commissioner: 'C1',
    tsos: ['A'],
    matter: 'M1',
    visibility: 'parties',
    evidence: [],
    note: null,
    sourceRecordedOn: null,
    ...envelope,
  };
};

const problemOf = (action: () => unknown) => {
  try {
    action();
  } catch (error) {
    if (error instanceof Rejection) return error.problems[0];
    throw error;
  }
  return undefined;
};

/**
 * Given what has happened, when something is said, then it is recorded or refused. The past is tried too: a test
 * cannot start from a record the deciders would not have taken.
 */
export const given =
  (subject: Subject) =>
  (...past: readonly Telling[]) => ({
    when: (intent: string, data: object = {}, envelope: Envelope = {}) => {
      const facts = past.map((telling) => factOf(subject, telling));
      redecide(subject, facts);
      const type = subject.commands[intent]?.becomes ?? 'no such intent';
      const fact = factOf(subject, [type, data, envelope]);
      const decide = () => subject.decider.decide({ intent, fact }, stateOf(subject, facts));
      return {
        thenRecorded: () => {
          expect(decide()).toEqual([fact]);
          expect(intentFor(subject, type)).toBe(intent);
          note(accepted, subject, intent);
        },
        thenRefused: (code: string, field: string) => {
          const problem = problemOf(decide);
          expect(problem).toEqual({ code, field, message: expect.stringMatching(/^\P{Ll}.*: .*\.$/u) });
          expect(problem?.message).not.toMatch(/undefined|null|\[object/);
          note(refused, subject, code);
        },
      };
    },
  });

/** To be the last test of a subject: every intent was accepted, and every code in the source of its decider was met. */
export const expectCovered = (subject: Subject): void => {
  const source = readFileSync(`src/${subject.name}/${subject.name}.decider.ts`, 'utf8');
  const codes = new Set([...source.matchAll(/'([A-Z][A-Z_]{3,})'/g)].map(([, code]) => code));
  expect(new Set(accepted.get(subject))).toEqual(new Set(Object.keys(subject.commands)));
  expect(new Set(refused.get(subject))).toEqual(codes);
};
