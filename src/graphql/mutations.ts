import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { EventById } from '../audit/audit.queries.js';
import { Application, type Sent } from '../engine/application.js';
import type { Draft } from '../kernel/fact.js';
import { Rejection, reject, type Problem } from '../kernel/rejection.js';
import { instantOf, londonDay } from '../kernel/time.js';
import { catalogue, intents, type IntentOf } from '../subjects.js';
import type { Asking } from './asking.js';
import { eventShape } from './shapes.js';
import { thingRecorded } from './things.js';

type Input = Readonly<Record<string, unknown>>;

/** Fields of an input that belong to the command or the envelope rather than to the event's data. */
const ENVELOPE = ['occurredOn', 'basis', 'commissioner', 'tsos', 'matter', 'visibility', 'evidence', 'note'] as const;

const fieldsOf = (type: string): ReadonlySet<string> => {
  const schema = catalogue[type]?.data;
  return new Set(schema instanceof z.ZodObject ? Object.keys(schema.shape) : []);
};

const present = (input: Input, keep: (field: string) => boolean): Record<string, unknown> =>
  Object.fromEntries(
    // Left out and null mean the same to a sender, except for a date: null says that none is known.
    Object.entries(input).filter(
      ([field, value]) => keep(field) && value !== undefined && (value !== null || field === 'occurredOn'),
    ),
  );

const occurredOnOf = ({ subject }: IntentOf, input: Input): Draft['occurredOn'] => {
  if (input['occurredOn'] !== undefined) return input['occurredOn'] as Draft['occurredOn'];
  // Registering a body and remarking on an event happen when they are said.
  if (subject === null || subject.name === 'organisation') return londonDay(instantOf(Date.now()));
  throw reject('INVALID', 'occurredOn', 'occurredOn is missing: say when it happened, or null where no date is known.');
};

const draftOf = (intent: IntentOf, input: Input, commandId: string): Omit<Draft, 'type'> => {
  const fields = fieldsOf(intent.becomes);
  const data = present(input, (field) => fields.has(field));
  const envelope = present(input, (field) => !fields.has(field) && (ENVELOPE as readonly string[]).includes(field));
  // A thing that is begun without an id of its own takes the command's.
  const key = intent.subject?.keyField.replace('data.', '');
  if (intent.name === 'OpenMatter') envelope['matter'] ??= commandId;
  else if (key && fields.has(key) && !(key === 'assessmentId' && data['decisionId'])) data[key] ??= commandId;
  return { ...envelope, data, occurredOn: occurredOnOf(intent, input) };
};

/** A problem as the API words it: the data of an event is not nested in an input. */
const userError = ({ field, message, code }: Problem) => ({
  field: field.replace(/^data\./, ''),
  message: message.replace(/^data\./, ''),
  code,
});

const refused = (problems: readonly Problem[]) => ({
  eventIds: [],
  repeated: false,
  userErrors: problems.map(userError),
});

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const carryOut = async (application: Application, intent: IntentOf, input: Input, asking: Asking) => {
  const { asker, correlationId } = asking;
  if (asker === null)
    return refused([
      {
        field: 'token',
        code: 'NOT_ALLOWED',
        message: 'Recording needs an access token: send it as "Authorization: Bearer …".',
      },
    ]);
  try {
    const commandId = typeof input['commandId'] === 'string' ? input['commandId'] : uuid();
    const sent: Sent = await application.send(intent.name, draftOf(intent, input, commandId), {
      actor: asker,
      commandId,
      correlationId,
      ...(typeof input['expectedRevision'] === 'number' && { expectedRevision: input['expectedRevision'] }),
    });
    const [id = ''] = sent.eventIds;
    const event = await application.ask(new EventById(asker, id));
    const { eventIds, position, revision, repeated } = sent;
    return {
      ...(event && {
        event: eventShape(event, { knownAt: null }),
        ...(await thingRecorded(application, asker, event)),
      }),
      eventIds,
      position,
      revision,
      repeated,
      userErrors: [],
    };
  } catch (error) {
    if (error instanceof Rejection) return refused(error.problems);
    throw error;
  }
};

const mutationFor = (intent: IntentOf) => {
  @Resolver()
  class IntentResolver {
    constructor(private readonly application: Application) {}

    @Mutation(lowerFirst(intent.name))
    run(@Args('input') input: Input, @Context('asking') asking: Asking) {
      return carryOut(this.application, intent, input, asking);
    }
  }
  return IntentResolver;
};

/** One mutation for every intent of the subjects' tables, under its own name: the schema says what each takes. */
export const mutationResolvers = [...intents.values()].map(mutationFor);
