import { CustomScalar, Scalar } from '@nestjs/graphql';
import { GraphQLError, valueFromASTUntyped, type ValueNode } from 'graphql';
import { isDay, isWhen, millisecondsOf } from '../kernel/time.js';

const text = (check: (text: string) => boolean, remedy: string) => (value: unknown) => {
  if (typeof value === 'string' && check(value)) return value;
  throw new GraphQLError(`${JSON.stringify(value)} ${remedy}`, { extensions: { code: 'BAD_USER_INPUT' } });
};

const asIs = (value: unknown): unknown => value;

/** A scalar whose values are checked text: the same words going in and out. */
abstract class TextScalar implements CustomScalar<string, string> {
  abstract readonly parseValue: (value: unknown) => string;
  readonly serialize = asIs as (value: unknown) => string;
  parseLiteral(ast: ValueNode): string {
    return this.parseValue(valueFromASTUntyped(ast));
  }
}

@Scalar('Day')
export class DayScalar extends TextScalar {
  readonly parseValue = text(isDay, 'is not a day: write YYYY-MM-DD.');
}

@Scalar('When')
export class WhenScalar extends TextScalar {
  readonly parseValue = text(isWhen, 'is not a date: write YYYY-MM-DD, or YYYY-MM where only the month is known.');
}

@Scalar('Instant')
export class InstantScalar extends TextScalar {
  readonly parseValue = text(
    (value) => millisecondsOf(value) !== undefined,
    'is not an instant: write 2024-05-01T00:00:00Z, or a day.',
  );
}

@Scalar('Position')
export class PositionScalar extends TextScalar {
  readonly parseValue = text((value) => value.length <= 100, 'is not a position: give one this server gave you.');
}

@Scalar('JSON')
export class JsonScalar implements CustomScalar<unknown, unknown> {
  readonly parseValue = asIs;
  readonly serialize = asIs;
  parseLiteral(ast: ValueNode): unknown {
    return valueFromASTUntyped(ast);
  }
}
