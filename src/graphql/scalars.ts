import { CustomScalar, Scalar } from '@nestjs/graphql';
import { GraphQLError, valueFromASTUntyped, type ValueNode } from 'graphql';
import { isDay, millisecondsOf } from '../kernel/time.js';

const text = (check: (text: string) => boolean, remedy: string) => (value: unknown) => {
  if (typeof value === 'string' && check(value)) return value;
  throw new GraphQLError(`${JSON.stringify(value)} ${remedy}`, { extensions: { code: 'BAD_USER_INPUT' } });
};

const asIs = (value: unknown): unknown => value;

/** A scalar whose values are checked text: the same words going in and out. */
abstract class TextScalar implements CustomScalar<string, string> {
  /** as in schema/root.graphql, whose words a scalar with code behind it loses */
  abstract readonly description: string;
  abstract readonly parseValue: (value: unknown) => string;
  readonly serialize = asIs as (value: unknown) => string;
  parseLiteral(ast: ValueNode): string {
    return this.parseValue(valueFromASTUntyped(ast));
  }
}

@Scalar('Day')
export class DayScalar extends TextScalar {
  readonly description = 'A civil day in London, written YYYY-MM-DD.';
  readonly parseValue = text(isDay, 'is not a day: write YYYY-MM-DD.');
}

/**
 * Dates of what is recorded. Any text is let in: whether it is a date the record says itself, so that a wrong one is
 * told among the other faults of the input, by its field.
 */
@Scalar('When')
export class WhenScalar extends TextScalar {
  readonly description =
    'When something happened, as exactly as its source says: a day YYYY-MM-DD, a month YYYY-MM, a year YYYY, or a range A/B of two such values. A month is a range of days and is never taken for one of them.';
  readonly parseValue = text(() => true, 'is not a date: write YYYY-MM-DD, or YYYY-MM where only the month is known.');
}

@Scalar('Instant')
export class InstantScalar extends TextScalar {
  readonly description =
    'An instant, RFC 3339 in UTC: 2024-05-01T00:00:00Z. Where one is asked for, a day YYYY-MM-DD is taken as its end in London.';
  readonly parseValue = text(
    (value) => millisecondsOf(value) !== undefined,
    'is not an instant: write 2024-05-01T00:00:00Z, or a day.',
  );
}

@Scalar('Position')
export class PositionScalar extends TextScalar {
  readonly description =
    "A place in the log's one order: opaque text that sorts. Sent as the request header concordat-after, the answer includes what was recorded up to there, whichever instance gives it.";
  readonly parseValue = text((value) => value.length <= 100, 'is not a position: give one this server gave you.');
}

@Scalar('JSON')
export class JsonScalar implements CustomScalar<unknown, unknown> {
  readonly description = 'Any JSON value.';
  readonly parseValue = asIs;
  readonly serialize = asIs;
  parseLiteral(ast: ValueNode): unknown {
    return valueFromASTUntyped(ast);
  }
}
