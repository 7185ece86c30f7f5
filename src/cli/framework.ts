import { readFile } from 'node:fs/promises';
import { Frameworks } from '../compliance/compliance.queries.js';
import { NATIONAL, onDay, type EditionOnDay } from '../compliance/frameworks.js';
import cumbria2013 from '../compliance/frameworks/templates/cumbria-2013.json' with { type: 'json' };
import localCompact from '../compliance/frameworks/templates/local-compact.json' with { type: 'json' };
import towerHamlets2025 from '../compliance/frameworks/templates/tower-hamlets-2025.json' with { type: 'json' };
import { wrapped } from '../compliance/summary-text.js';
import { complete, validated } from '../engine/complete.js';
import { framework } from '../framework/framework.subject.js';
import { Rejection } from '../kernel/rejection.js';
import { instantOf, isWhen, label, londonDay, millisecondsOf } from '../kernel/time.js';
import { Directory } from '../organisation/directory.js';
import { Questions } from '../projection/questions.js';
import { OPERATOR, withRecord } from './context.js';
import { Misused, print, printJson, reasonOf, Refused } from './output.js';

interface Common {
  readonly data?: string;
  readonly json?: boolean;
}

type Data = Record<string, unknown>;

const parsed = async (file: string): Promise<Data> => {
  let data: unknown;
  try {
    data = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Refused(`${file} cannot be read as a framework: ${reasonOf(error)}`);
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new Refused(`${file} holds no framework: write an object such as "concordat framework template" prints`);
  return data as Data;
};

/** What a file says, checked as if it were adopted in an empty record. Throws Refused with each part that is wrong. */
const checked = async (file: string): Promise<Data> => {
  const data = await parsed(file);
  try {
    const draft = validated(framework.events, { type: 'FrameworkAdopted', data, occurredOn: null });
    const fact = complete(draft, undefined, OPERATOR);
    framework.decider.decide({ intent: 'AdoptFramework', fact }, framework.decider.initial);
    return fact.data;
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    throw new Refused(`${file}: ${error.problems.map(({ message }) => message.replace(/^data\./, '')).join(' ')}`);
  }
};

const nameOf = (data: Data): string =>
  `${data['title'] as string}, edition ${data['edition'] as string}, in force from ${label(data['inForceFrom'] as string)}`;

/** `framework check`: whether a file can be adopted. */
export const check = async (file: string, { json }: { json?: boolean }): Promise<void> => {
  const data = await checked(file);
  if (json) printJson(data);
  else print(`${file} is in order: ${nameOf(data)}.`);
};

/**
 * `framework adopt` and `framework revise`: records a file as what a commissioner adopted, or as its new edition. It was
 * adopted by the day it came into force, which stands in, as inferred, where no other day is said.
 */
export const record = async (
  intent: 'AdoptFramework' | 'ReviseFramework',
  file: string,
  options: Common & { commissioner: string; occurredOn?: string },
): Promise<void> => {
  const { occurredOn } = options;
  if (occurredOn !== undefined && !isWhen(occurredOn))
    throw new Misused(
      `--occurred-on is "${String(occurredOn)}": write YYYY-MM-DD, or YYYY-MM if only the month is known`,
    );
  const data = await checked(file);
  await withRecord(options.data, async ({ application, container }) => {
    const directory = container.get(Directory);
    const seq = container.get(Questions).seqAt();
    const commissioner = directory.resolve(options.commissioner, 'commissioner', seq, OPERATOR);
    const { eventIds, position } = await application.send(
      intent,
      {
        data,
        occurredOn: occurredOn ?? (data['inForceFrom'] as string),
        basis: occurredOn === undefined ? 'inferred' : 'stated',
        commissioner,
        // A Compact is made to be read by anyone.
        visibility: 'public',
      },
      { actor: OPERATOR },
    );
    if (options.json)
      printJson({
        id: eventIds[0],
        frameworkId: data['frameworkId'],
        edition: data['edition'],
        commissioner,
        position,
      });
    else print(`Recorded for ${directory.name(commissioner, seq, OPERATOR)}: ${nameOf(data)}. {${eventIds[0]}}`);
  });
};

const period = ({ inForceFrom, inForceTo }: EditionOnDay): string =>
  `${inForceFrom === null ? 'always' : `from ${label(inForceFrom)}`}${inForceTo === null ? '' : ` to ${label(inForceTo)}`}`;

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const editionText = (edition: EditionOnDay): string => {
  const { id, title, inForce, governing, undertakings, principles, rows, source, binds } = edition;
  const marks = [
    period(edition),
    inForce === 'unknown' && 'its dates leave open whether it is in force',
    governing && 'the governing Compact',
    binds !== 'any' && `for ${binds}`,
    undertakings.length > 0 && counted(undertakings.length, 'undertaking'),
    principles.length > 0 && counted(principles.length, 'principle'),
    rows.length > 0 && counted(rows.length, 'row'),
  ].filter(Boolean);
  return [`${id}: ${title}`, marks.join('; '), `Source: ${source}`].map((line) => wrapped(line, 4)).join('\n    ');
};

/** `framework list`: the editions in force on a day, the national ones and those a commissioner has adopted or signed. */
export const list = async (options: Common & { commissioner?: string; knownAt?: string }): Promise<void> => {
  const { commissioner, knownAt } = options;
  const found = commissioner
    ? await withRecord(options.data, ({ application }) =>
        application.ask(new Frameworks(OPERATOR, commissioner, knownAt)),
      )
    : onDay(NATIONAL, dayOf(knownAt));
  const inForce = found.filter((edition) => edition.inForce !== 'no');
  if (options.json) printJson({ frameworks: inForce });
  else print(inForce.map(editionText).join('\n\n'));
};

const dayOf = (knownAt: string | undefined): string => {
  const instant = knownAt === undefined ? Date.now() : millisecondsOf(knownAt);
  if (instant === undefined)
    throw new Misused(`--known-at is "${knownAt}": write an instant as 2024-05-01T00:00:00Z, or a day`);
  return londonDay(instantOf(instant));
};

const TEMPLATES: Readonly<Record<string, object>> = {
  'local-compact': localCompact,
  'cumbria-2013': cumbria2013,
  'tower-hamlets-2025': towerHamlets2025,
};

/** `framework template`: a file to fill in and adopt. */
export const template = (name: string): void => {
  const found = Object.hasOwn(TEMPLATES, name) ? TEMPLATES[name] : undefined;
  if (!found) throw new Misused(`"${name}" is not a template: ${Object.keys(TEMPLATES).join(', ')}`);
  printJson(found);
};
