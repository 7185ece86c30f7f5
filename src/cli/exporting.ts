import { FindingsBundle } from '../compliance/compliance.bundles.js';
import type { Party } from '../measures/duty.js';
import { MeasureBundle } from '../measures/measures.bundles.js';
import type { Measure } from '../measures/policy.js';
import { OPERATOR, withRecord } from './context.js';
import { Misused, printJson, Refused } from './output.js';
import { day, type Common } from './reading.js';

interface BundleOptions extends Common {
  readonly matter?: string;
  readonly rule?: string;
  readonly framework?: string;
  readonly validAsOf?: string;
  readonly measure?: Measure;
  readonly commissioner?: string;
  readonly tso?: string;
  readonly area?: string;
  readonly sizeBand?: string;
  readonly owedBy: Party;
  readonly policy?: string;
}

/** A number of a measure with the events it rests on. */
const exportMeasure = async (options: BundleOptions, measure: Measure): Promise<void> => {
  const { matter, rule, framework, owedBy, knownAt, policy } = options;
  const { commissioner = null, tso = null, area = null, sizeBand = null } = options;
  if ([matter, rule, framework].some((of) => of !== undefined))
    throw new Misused('--matter, --rule and --framework are of findings: leave them out with --measure');
  if ([commissioner, tso, area, sizeBand].every((of) => of === null))
    throw new Misused('whose record is measured? Add --commissioner ID, --tso ID, --area NAME or --size-band BAND');
  const validAsOf = day(options.validAsOf, '--valid-as-of');
  const aspect = { commissioner, tso, area, sizeBand, measure, owedBy };
  await withRecord(options.data, async ({ application }) => {
    printJson(await application.ask(new MeasureBundle(OPERATOR, aspect, validAsOf, knownAt, policy)));
  });
};

/** `export bundle`: the findings of a matter, or a number of a measure, with the events they rest on, as `recompute` takes them. */
export const exportBundle = async (options: BundleOptions): Promise<void> => {
  if (options.measure !== undefined) return exportMeasure(options, options.measure);
  const { matter, rule, framework, knownAt } = options;
  if (matter === undefined)
    throw new Misused('export bundle needs --matter: say whose findings to write, or --measure');
  const validAsOf = day(options.validAsOf, '--valid-as-of');
  await withRecord(options.data, async ({ application }) => {
    const filter = { matter, rule: rule ?? null, framework: framework ?? null };
    const bundle = await application.ask(new FindingsBundle(OPERATOR, filter, validAsOf, knownAt));
    if (!bundle)
      throw new Refused(`nothing is on record about the matter "${matter}"${knownAt ? ` as known at ${knownAt}` : ''}`);
    printJson(bundle);
  });
};
