import { FindingsBundle } from '../compliance/compliance.bundles.js';
import { OPERATOR, withRecord } from './context.js';
import { Misused, printJson, Refused } from './output.js';
import { day, type Common } from './reading.js';

/** `export bundle`: the findings of a matter with the events they rest on, as `recompute` takes them. */
export const exportBundle = async (
  options: Common & { matter?: string; rule?: string; framework?: string; validAsOf?: string },
): Promise<void> => {
  const { matter, rule, framework, knownAt } = options;
  if (matter === undefined) throw new Misused('export bundle needs --matter: say whose findings to write');
  const validAsOf = day(options.validAsOf, '--valid-as-of');
  await withRecord(options.data, async ({ application }) => {
    const filter = { matter, rule: rule ?? null, framework: framework ?? null };
    const bundle = await application.ask(new FindingsBundle(OPERATOR, filter, validAsOf, knownAt));
    if (!bundle)
      throw new Refused(`nothing is on record about the matter "${matter}"${knownAt ? ` as known at ${knownAt}` : ''}`);
    printJson(bundle);
  });
};
