import { z } from 'zod';
import { v1, type FactOf } from '../kernel/catalogue.js';
import { Id, Text } from '../kernel/shapes.js';

/** A rule of the measures and the thing it is about: `T6:X3`. */
const obligationKey = Id.regex(/^[A-Z]+\d+:./, 'is not a rule and a thing: write T6:X3');

export const obligationEvents = {
  /** a reason was given for not doing what was owed; whether it counts is for the policy of the measures to say */
  ObligationExcused: v1(z.strictObject({ obligationKey, reasonCode: Id, reason: Text })),
};

export type ObligationEvent = FactOf<typeof obligationEvents>;
