import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import {
  execute,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  validate,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
} from 'graphql';
import { z } from 'zod';
import { worded } from '../../src/history/sentences.js';
import { catalogue, intents } from '../../src/subjects.js';
import { tellDispute } from './disputes.js';
import { seededDirectory, Served, type Json } from './support.js';

let served: Served;

beforeAll(async () => {
  served = await Served.start(await seededDirectory());
  await tellDispute(served);
});

afterAll(() => served.close());

const ownTypes = (): GraphQLNamedType[] =>
  Object.values(served.schema.getTypeMap()).filter(
    ({ name }) => !name.startsWith('__') && !['String', 'Int', 'Float', 'Boolean', 'ID'].includes(name),
  );

const inputTypes = (): GraphQLInputObjectType[] => ownTypes().filter(isInputObjectType);

const mutations = (): Record<string, GraphQLField<unknown, unknown>> => served.schema.getMutationType()!.getFields();

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

describe('the schema', () => {
  test('describes every type, field, argument, input field and word', () => {
    const bare: string[] = [];
    const look = (path: string, description: string | null | undefined) => {
      if (!description?.trim()) bare.push(path);
    };
    for (const type of ownTypes()) {
      look(type.name, type.description);
      if (isEnumType(type))
        for (const { name, description } of type.getValues()) look(`${type.name}.${name}`, description);
      if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        look(`${type.name}.${field.name}`, field.description);
        if ('args' in field)
          for (const { name, description } of field.args) look(`${type.name}.${field.name}(${name})`, description);
      }
    }
    expect(bare).toEqual([]);
  });

  test('describes its scalars in the words of its files', () => {
    const files = new URL('../../schema/', import.meta.url);
    const written = readdirSync(files).map((file) => parse(readFileSync(new URL(file, files), 'utf8')));
    const words = written
      .flatMap(({ definitions }) => definitions)
      .flatMap((one) => (one.kind === Kind.SCALAR_TYPE_DEFINITION ? [[one.name.value, one.description?.value]] : []));
    const plain = (text: string | null | undefined) => text?.replaceAll(/\s+/g, ' ');
    expect(words).toHaveLength(5);
    for (const [name, description] of words)
      expect([name, plain(served.schema.getType(name!)?.description)]).toEqual([name, plain(description)]);
  });

  test('has no input type that contains itself', () => {
    const contains = (type: GraphQLInputObjectType, path: readonly string[]): string[] => {
      if (path.includes(type.name)) return [[...path, type.name].join(' > ')];
      return Object.values(type.getFields()).flatMap((field) => {
        const inner = getNamedType(field.type);
        return isInputObjectType(inner) ? contains(inner, [...path, type.name]) : [];
      });
    };
    expect(inputTypes().flatMap((type) => contains(type, []))).toEqual([]);
  });

  test('takes the moment of knowledge on every read of the record but that of the log itself', () => {
    const reads = Object.values(served.schema.getQueryType()!.getFields());
    const without = reads.filter(({ args }) => !args.some((arg) => arg.name === 'knownAt')).map(({ name }) => name);
    // A bundle and the policies are no part of the record.
    expect(without.toSorted()).toEqual(['log', 'measurePolicies', 'recompute']);
    expect(
      reads
        .flatMap(({ args }) => args)
        .filter(({ name }) => name === 'knownAt')
        .map(({ type }) => String(type)),
    ).toEqual(reads.slice(3).map(() => 'Instant'));
  });

  test('has exactly one mutation for every intent', () => {
    expect(Object.keys(mutations()).toSorted()).toEqual([...intents.keys()].map(lowerFirst).toSorted());
  });

  test('says in every mutation for which roles it is', () => {
    for (const [name, { roles }] of intents)
      expect([name, mutations()[lowerFirst(name)]?.description]).toEqual([
        name,
        expect.stringContaining(`For ${roles.length === 0 ? 'administrators' : roles.join(', ')}.`),
      ]);
  });

  test('answers every mutation with the same general part', () => {
    const general = {
      event: 'Event',
      eventIds: '[ID!]!',
      position: 'Position',
      revision: 'Int',
      repeated: 'Boolean!',
      userErrors: '[UserError!]!',
    };
    for (const mutation of Object.values(mutations())) {
      const fields = (getNamedType(mutation.type) as GraphQLObjectType).getFields();
      const types = Object.fromEntries(Object.values(fields).map(({ name, type }) => [name, String(type)]));
      expect([mutation.name, types]).toEqual([mutation.name, expect.objectContaining(general)]);
      expect(Object.keys(types)).toHaveLength(Object.keys(general).length + 1);
    }
  });

  test('has words for every event type', () => {
    expect([...worded].toSorted()).toEqual(Object.keys(catalogue).toSorted());
  });
});

/** What JSON Schema says of a field, as far as it matters here. */
interface Shape {
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly items?: Shape;
  readonly properties?: Record<string, Shape>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Shape[];
}

const ENVELOPE: Record<string, string> = {
  commandId: 'ID',
  expectedRevision: 'Int',
  occurredOn: 'When',
  basis: 'DateBasis',
  commissioner: 'ID',
  tsos: '[ID!]',
  matter: 'ID',
  visibility: 'Visibility',
  evidence: '[EvidenceInput!]',
  note: 'String',
};

/** Ids that may be left out where a thing begins, so that the command's id becomes the thing's. */
const BEGINNINGS = new Set([
  'RegisterCommissioner.organisationId',
  'RegisterTso.organisationId',
  'RegisterOrganisation.organisationId',
  'AdoptFramework.frameworkId',
  'ScheduleMeeting.meetingId',
  'RecordMeeting.meetingId',
  'ForewarnConsultation.consultationId',
  'OpenConsultation.consultationId',
  'ScheduleDecision.decisionId',
  'TakeDecision.decisionId',
  'ReceiveApplication.applicationId',
  'AwardGrant.agreementId',
  'AwardContract.agreementId',
  'MakeFundingAgreement.agreementId',
  'ReceiveInvoice.invoiceId',
  'ConsiderSocialValue.procurementId',
  'StartProcurement.procurementId',
  'NotifyFundingChange.changeId',
  'RaiseConcernInformally.disputeId',
  'RaiseDispute.disputeId',
  'RecordOmbudsmanComplaint.disputeId',
  'RecordJudicialReview.disputeId',
  'PublishGrantsRegister.registerId',
  'CompleteTrustScorecard.feedbackId',
  'CollectProcessFeedback.feedbackId',
  'MakeCommitment.commitmentId',
  'RequestInformation.requestId',
  'AskQuestion.requestId',
  'MakePublicAnnouncement.changeId',
  'RecordBudgetReduction.budgetId',
]);

const SCALARS: Record<string, readonly string[]> = {
  string: ['String', 'ID', 'When'],
  number: ['Float', 'Int'],
  integer: ['Int'],
  boolean: ['Boolean'],
};

/** What of a GraphQL input type and a shape of the catalogue does not fit together. */
const misfits = (path: string, type: GraphQLInputType, shape: Shape, description: string): string[] => {
  if (isNonNullType(type)) return misfits(path, type.ofType, shape, description);
  const known = shape.anyOf?.find((one) => one.type !== 'null') ?? shape;
  const kind = [known.type ?? []].flat().find((one) => one !== 'null') ?? 'nothing';
  if (isListType(type)) {
    if (kind !== 'array' || !known.items) return [`${path} is a list here only`];
    const holdsNull = (known.items.anyOf ?? []).some((one) => one.type === 'null');
    return isNonNullType(type.ofType) !== holdsNull
      ? misfits(path, type.ofType, known.items, description)
      : [`${path} may ${holdsNull ? 'not ' : ''}hold null`];
  }
  if (isInputObjectType(type))
    return known.properties ? misfitsOf(path, type, known) : [`${path} is ${type.name} here and ${kind} there`];
  const name = String(type);
  if (name === 'JSON') return kind === 'object' ? [] : [`${path} is any JSON here only`];
  const words = /One of: ([^.]*)\./.exec(description)?.[1]?.split(', ');
  return [
    ...((SCALARS[kind] ?? []).includes(name) ? [] : [`${path} is ${name} here and ${kind} there`]),
    ...(JSON.stringify(words) === JSON.stringify(known.enum)
      ? []
      : [`${path} says the words ${words?.join()}, not ${known.enum?.join()}`]),
  ];
};

const misfitsOf = (
  path: string,
  type: GraphQLInputObjectType,
  shape: Shape,
  ignored: readonly string[] = [],
): string[] => {
  const fields = Object.values(type.getFields()).filter(({ name }) => !ignored.includes(name));
  const properties = shape.properties ?? {};
  const names = new Set([...fields.map(({ name }) => name), ...Object.keys(properties)]);
  return [...names].flatMap((name) => {
    const field = fields.find((one) => one.name === name);
    const property = properties[name];
    if (!field) return [`${path}.${name} is missing from ${type.name}`];
    if (!property) return [`${path}.${name} is not in the catalogue`];
    const required = (shape.required ?? []).includes(name) && !BEGINNINGS.has(`${path}.${name}`);
    return [
      ...(isNonNullType(field.type) === required ? [] : [`${path}.${name} is ${required ? '' : 'not '}required there`]),
      ...misfits(`${path}.${name}`, field.type, property, field.description ?? ''),
    ];
  });
};

describe('the input of every mutation', () => {
  test('has the fields of its event and of the envelope, required where they are, with the same words', () => {
    const found = [...intents.values()].flatMap(({ name, becomes }) => {
      const input = getNamedType(mutations()[lowerFirst(name)]!.args[0]!.type) as GraphQLInputObjectType;
      const shape = z.toJSONSchema(catalogue[becomes]!.data, { io: 'input' }) as Shape;
      const ofEnvelope = Object.keys(ENVELOPE).filter((field) => !(field in (shape.properties ?? {})));
      const fields = input.getFields();
      const envelope = ofEnvelope.filter((field) => String(fields[field]?.type) !== ENVELOPE[field]);
      // A matter's id is in the envelope: whatever is said about a matter needs it, save its opening.
      return [...envelope.map((field) => `${name}.${field}`), ...misfitsOf(name, input, shape, ofEnvelope)];
    });
    expect(found).toEqual([]);
  });

  test('may leave out the id of a thing only where the thing begins', () => {
    for (const beginning of BEGINNINGS) {
      const [name = '', key = ''] = beginning.split('.');
      const input = getNamedType(mutations()[lowerFirst(name)]!.args[0]!.type) as GraphQLInputObjectType;
      expect([beginning, input.getFields()[key]?.description]).toEqual([
        beginning,
        "Its id; left out: the command's id becomes it.",
      ]);
    }
  });
});

/** Arguments by which each read of the root finds something in the demonstration. */
const ARGUMENTS: Record<string, string | readonly string[]> = {
  node: '(id: "seedshire-2012/decision")',
  history: '(filter: { commissioner: "local:seedshire-council" }, first: 200)',
  event: '(id: "seedshire-2012/grant-2009-carers")',
  organisation: '(id: "local:seedshire-cvs")',
  organisations: '(first: 5)',
  relationship: '(commissioner: "local:seedshire-council", tso: "local:seedshire-carers")',
  matter: '(id: "seedshire-2012/smaller-grants-budget")',
  matters: '(first: 20)',
  findings: '(filter: { commissioner: "local:seedshire-council" })',
  naoReport: '(from: "2004-01-01", to: "2014-12-31", knownAt: "2026-01-01")',
  bundle: '(matter: "seedshire-2012/smaller-grants-budget")',
  complianceSummary: [
    '(commissioner: "local:seedshire-council", from: "2009-04-01", to: "2012-12-31", framework: "compact-2010", knownAt: "2026-01-01")',
    '(commissioner: "local:london-councils", tso: "Roma Support Group", year: "2010/11", knownAt: "2026-01-01")',
    '(commissioner: "GB-LAE-BIR", year: "2010/11", framework: "compact-2010", knownAt: "2026-01-01")',
    '(area: "Seedshire", year: "2011/12", knownAt: "2026-01-01")',
    '(commissioner: "local:seedshire-council", year: "2012/13", knownAt: "2026-01-01")',
    '(commissioner: "local:office-for-civil-society", year: "2010/11", knownAt: "2026-01-01")',
  ],
  frameworks: '(commissioner: "local:seedshire-council")',
  plan: '(input: { matter: "seedshire-2012/smaller-grants-budget", effect: "reduce", firstDay: "2012-04-01", today: "2012-01-05", whatIf: [{ step: "decision", on: "2012-01-10" }] }, knownAt: "2011-11-15")',
  measures: [
    '(commissioner: "local:seedshire-council", tso: "local:seedshire-cvs", from: "2010-01-01", to: "2012-12-31", step: QUARTER)',
    '(commissioner: "local:seedshire-council", from: "2010-01-01", to: "2012-12-31", step: YEAR)',
  ],
  measurePoint: [
    '(commissioner: "local:seedshire-council", measure: reliability, validAsOf: "2012-06-30")',
    '(commissioner: "local:seedshire-council", measure: transparency, validAsOf: "2012-06-30", knownAt: "2026-01-01")',
    '(commissioner: "local:seedshire-council", tso: "local:seedshire-cvs", measure: reliability, validAsOf: "2012-06-30")',
  ],
  measureBundle: '(commissioner: "local:seedshire-council", measure: reliability, validAsOf: "2012-06-30")',
  obligation: [
    '(key: "T6:seedshire-2012/change-carers", commissioner: "local:seedshire-council", tso: "local:seedshire-carers", validAsOf: "2012-06-30")',
    '(key: "R1:seedshire-2012/promise-calendar", commissioner: "local:seedshire-council", tso: "local:seedshire-cvs", validAsOf: "2012-06-30")',
  ],
  movedBy: '(event: "seedshire-2012/decision", validAsOf: "2012-06-30")',
  whatMoved: [
    '(commissioner: "local:seedshire-council", tso: "local:seedshire-cvs", measure: reliability, from: "2011-06-30", to: "2012-06-30")',
    '(commissioner: "local:seedshire-council", measure: reliability, from: "2011-06-30", to: "2012-06-30")',
  ],
  perception: [
    '(commissioner: "local:seedshire-council", tso: "local:seedshire-cvs", validAsOf: "2012-06-30")',
    '(commissioner: "local:london-councils", validAsOf: "2012-06-30")',
  ],
  recompute: '(bundle: "{}")',
  disparity:
    '(commissioner: "local:seedshire-council", sizeBandA: "£10,000 to £100,000", sizeBandB: "£100,000 to £1 million", measure: reliability, validAsOf: "2012-06-30")',
  reach: [
    '(commissioner: "local:seedshire-council", validAsOf: "2012-06-30")',
    '(commissioner: "local:seedshire-council", validAsOf: "2012-06-30", knownAt: "2026-01-01")',
  ],
  decisionTrail: '(matter: "birmingham-2011/legal-advice", knownAt: "2026-01-01")',
};

/** Selects every field of a type and of what it leads to; a type is entered once on each way from the root. */
const everything = (type: GraphQLNamedType, way: readonly string[]): string => {
  if (!isObjectType(type) && !isInterfaceType(type)) return '';
  const inner = Object.values(type.getFields()).flatMap((field) => {
    const next = getNamedType(field.type);
    if (!isObjectType(next) && !isInterfaceType(next)) return [field.name];
    if (way.includes(next.name) || way.length > 4) return [];
    return [`${field.name} ${everything(next, [...way, next.name])}`];
  });
  const fragments = isInterfaceType(type)
    ? served.schema.getPossibleTypes(type).map((one) => `... on ${one.name} ${everything(one, [...way, one.name])}`)
    : [];
  return `{ __typename ${[...inner, ...fragments].join(' ')} }`;
};

/** Notes in `seen` each `Type.field` that has something in it anywhere in an answer. */
const note = (value: Json, seen: Set<string>): void => {
  if (Array.isArray(value)) for (const item of value) note(item, seen);
  if (typeof value !== 'object' || value === null || !('__typename' in value)) return;
  for (const [field, inner] of Object.entries(value)) {
    if (inner === null || (Array.isArray(inner) && inner.length === 0)) continue;
    seen.add(`${value.__typename}.${field}`);
    note(inner, seen);
  }
};

describe('every field', () => {
  /** Fields for which the demonstration has nothing. */
  const EMPTY = new Set([
    'ComplianceSummary.undated',
    'ChangeLine.exception',
    'DisputeLine.remedy',
    'Event.sourceRecordedOn',
    // A register, a publication, feedback and a budget are only answered where they are recorded.
    'BudgetReduction.financialYear',
    'BudgetReduction.id',
    'BudgetReduction.ownPercent',
    'BudgetReduction.tsoPercent',
    'GrantsRegister.fields',
    'GrantsRegister.id',
    'GrantsRegister.periodFrom',
    'GrantsRegister.periodTo',
    'GrantsRegister.publishedOn',
    ...['fields', 'id', 'periodFrom', 'periodTo', 'publishedOn', 'title', 'url'].map((field) => `Publication.${field}`),
    ...['completedBy', 'id', 'n', 'questionSet', 'scores', 'summary'].map((field) => `TrustFeedback.${field}`),
    // No case tells of a single application, nor of a decision in a forward plan.
    ...['amount', 'assessedOn', 'events', 'feedback', 'id', 'receivedOn', 'refusedOn', 'roundId', 'score', 'title'].map(
      (field) => `FundingApplication.${field}`,
    ),
    'Decision.plannedFor',
    'Matter.applications',
    // No case tells of a single invoice, nor of a procurement that was started.
    'Payment.amount',
    'Payment.receivedOn',
    'Procurement.kind',
    'Procurement.startedOn',
    'Procurement.title',
    // Nor of a survey or an excuse.
    ...['direction', 'id', 'instrument'].map((it) => `Survey.${it}`),
    ...['id', 'reason', 'reasonCode'].map((it) => `ExcusedObligation.${it}`),
    // Nothing of the demonstration was corrected after a decision.
    'Known.since',
    'Organisation.identifiers',
    // No case tells of an obligation that was excused or is under dispute, or of a policy of its own.
    ...['counts', 'event'].map((it) => `ObligationExcuse.${it}`),
    ...['id', 'isOpen', 'outcome'].map((it) => `ObligationDispute.${it}`),
    ...['disputes', 'excuses'].map((it) => `ObligationTold.${it}`),
    'Measures.warnings',
    // Ours does not put what is said beside what was done.
    ...['behaviour', 'gap', 'lower', 'perception', 'published', 'status', 'upper'].map((it) => `CombinedView.${it}`),
    'Perception.combined',
    // Eight organisations are too few to tell of size bands, and four relationships of each to tell them apart.
    'Disparity.published',
    'PerceptionGroup.sizeBand',
    'PerceptionRelease.byBandsAsked',
    'ReachBand.responseRate',
    // An administrator sees the whole of a matter.
    'Plan.notes',
    'RecordedBy.causationId',
  ]);

  test('can be asked of the demonstration without an error, and gives something', async () => {
    const query = served.schema.getQueryType()!;
    const seen = new Set<string>();
    for (const field of Object.values(query.getFields())) {
      for (const given of [ARGUMENTS[field.name] ?? ''].flat()) {
        const text = `{ __typename ${field.name} ${given} ${everything(getNamedType(field.type), [getNamedType(field.type).name])} }`;
        const document = parse(text);
        expect(validate(served.schema, document)).toEqual([]);
        // oxlint-disable-next-line no-await-in-loop -- one after another keeps the answers apart
        const answer = (await execute({
          schema: served.schema,
          document,
          contextValue: { asking: { asker: { role: 'administrator', organisation: null }, correlationId: 'test' } },
        })) as Json;
        expect([field.name, answer.errors]).toEqual([field.name, undefined]);
        note(answer.data, seen);
      }
    }
    const outputs = ownTypes()
      .filter(isObjectType)
      .filter(({ name }) => name !== 'Mutation' && name !== 'UserError' && !name.endsWith('Payload'));
    const fields = outputs.flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
    expect(fields.filter((field) => !seen.has(field) && !EMPTY.has(field)).toSorted()).toEqual([]);
    // What the demonstration has something for belongs out of the list above.
    expect([...EMPTY].filter((field) => seen.has(field) || !fields.includes(field))).toEqual([]);
  });
});
