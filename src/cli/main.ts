import { createRequire } from 'node:module';
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { Rejection } from '../kernel/rejection.js';
import { Misused, Refused } from './output.js';

// Verbs load their code when they run, so that --help and wrong usage answer at once.
const reading = () => import('./reading.js');
const exporting = () => import('./exporting.js');
const measuring = () => import('./measuring.js');
const reporting = () => import('./reporting.js');
const writing = () => import('./writing.js');
const planning = () => import('./planning.js');
const serving = () => import('./serving.js');
const recomputing = () => import('./recompute.js');
const frameworks = () => import('./framework.js');

const whole = (least: number, most: number) => (text: string) => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new InvalidArgumentError(`It is a whole number from ${least} to ${most}.`);
  return value;
};

const answered = (ok: boolean): void => {
  if (!ok) process.exitCode = 1;
};

const { version } = createRequire(import.meta.url)('../../package.json') as { readonly version: string };

const program = new Command('concordat')
  .description('The engagement record of public bodies and third sector organisations.')
  .version(version, '--version', 'print the version')
  .exitOverride()
  .showSuggestionAfterError()
  .configureOutput({
    outputError: (text, write) =>
      write(
        `${text
          .replace(/^error: /, 'concordat: ')
          .trim()
          .replaceAll('\n', ' ')}\n`,
      ),
  })
  .configureHelp({ showGlobalOptions: true });

const verb = (name: string, description: string, parent: Command = program): Command =>
  parent
    .command(name)
    .description(description)
    .option('--data <directory>', 'where the log and its read model are (default: ./data)')
    .option('--json', 'print JSON only');

const knownAt = new Option('--known-at <instant>', 'read as known then: an instant, or a day to its end in London');

verb('serve', 'serve the record over HTTP')
  .option('--port <number>', 'port (default: 3000)', whole(0, 65_535))
  .option('--host <address>', 'address (default: 127.0.0.1)')
  .action(async (options) => (await serving()).serve(options));

verb('demo', 'fill a fresh data directory with documented cases, print a summary and a trail, then serve')
  .option('--port <number>', 'port (default: 3000)', whole(0, 65_535))
  .option('--host <address>', 'address (default: 127.0.0.1)')
  .option('--no-serve', 'stop after printing')
  .action(async (options) => (await serving()).demo(options));

verb('import', 'record what files tell')
  .argument('<format>', 'events, uk-meetings, govuk-consultations, 360giving or consultations')
  .argument('<files...>', 'the files')
  .option('--dry-run', 'tell what would be recorded and refused; record nothing')
  .option('--year <year>', 'the year of dates that have none', whole(1900, 2100))
  .action(async (format, files, options) => answered(await (await writing()).importFiles(format, files, options)));

verb('export', 'write the record out')
  .argument('<format>', 'events: the whole log, one event a line; bundle: findings or a measure, to be recomputed')
  .option('--matter <id>', 'bundle: the matter')
  .option('--rule <rule>', 'bundle: the findings of one rule only')
  .addOption(
    new Option('--measure <measure>', 'bundle: a number in place of findings').choices(['reliability', 'transparency']),
  )
  .option('--commissioner <organisation>', 'bundle of a measure: whose; likewise --tso')
  .option('--tso <organisation>', 'bundle of a measure: towards whom, or whose')
  .option('--area <name>', 'bundle of a measure: of all commissioners of an area')
  .option('--size-band <band>', 'bundle of a measure: of organisations of a size band')
  .addOption(
    new Option('--owed-by <side>', 'bundle of a measure: whose duties')
      .choices(['commissioner', 'tso'])
      .default('commissioner'),
  )
  .option('--policy <version>', 'bundle of a measure: the version of the rules to measure by')
  .option('--framework <id>', 'bundle: judge by an edition or family, in force or not')
  .option('--valid-as-of <day>', 'bundle: judge as on the end of that day')
  .addOption(knownAt)
  .action(async (format, options) => {
    if (format === 'events') await (await reading()).exportEvents(options);
    else if (format === 'bundle') await (await exporting()).exportBundle(options);
    else throw new Misused(`"${format}" is not a format of export: events, bundle`);
  });

verb('history', 'engagement history, earliest first')
  .option('--commissioner <organisation>', 'id, identifier or registered name')
  .option('--tso <organisation>', 'id, identifier or registered name')
  .option('--matter <id>', 'one matter')
  .option('--type <types...>', 'event types, e.g. MeetingHeld')
  .option('--from <day>', 'first day')
  .option('--to <day>', 'last day')
  .addOption(knownAt)
  .action(async (options) => (await reading()).history(options));

verb('trail', 'the decision trail of a matter')
  .requiredOption('--matter <id>', 'the matter')
  .addOption(knownAt)
  .action(async (options) => (await reading()).trail(options));

verb('summary', 'the Compact compliance summary of a commissioner, an area or a relationship for a period')
  .option('--commissioner <organisation>', 'id, identifier or registered name')
  .option('--area <name>', 'all commissioners registered with that area')
  .option('--tso <organisation>', 'with --commissioner: what concerns these two')
  .option('--year <year>', 'April to March, e.g. 2011/12; or:')
  .option('--from <day>', 'first day of the period')
  .option('--to <day>', 'last day of the period')
  .option('--framework <id>', 'judge by an edition (compact-2010) or family (compact), in force or not')
  .addOption(knownAt)
  .option('--valid-as-of <day>', 'judge as on the end of that day (default: that of --known-at, or today)')
  .option('--thresholds <file>', 'what counts make an outcome green, amber or red')
  .addOption(
    new Option('--format <format>', 'how to write it')
      .choices(['text', 'json', 'csv', 'html', 'pdf', 'docx', 'xlsx'])
      .default('text'),
  )
  .option('--section <table>', 'with --format csv: commitments, outcomes, consultations, … (default: findings)')
  .option('--out <file>', 'write it to a file; pdf, docx and xlsx need one')
  .option('--force', 'overwrite the file')
  .action(async (options) => (await reading()).summary(options));

const framework = program.command('framework').description('Compacts and other frameworks, national and local');

verb('list', 'the editions in force, with their dates and sources', framework)
  .option('--commissioner <organisation>', 'also those it has adopted or signed: id, identifier or registered name')
  .addOption(knownAt)
  .action(async (options) => (await frameworks()).list(options));

framework
  .command('template')
  .description('print a file to fill in and adopt')
  .argument('[name]', 'local-compact (every field explained), cumbria-2013 or tower-hamlets-2025', 'local-compact')
  .option('--json', 'print JSON only (it always does)')
  .action(async (name) => (await frameworks()).template(name));

framework
  .command('check')
  .description('tell whether a file can be adopted')
  .argument('<file>', 'the file')
  .option('--json', 'print JSON only')
  .action(async (file, options) => (await frameworks()).check(file, options));

for (const [name, intent, description] of [
  ['adopt', 'AdoptFramework', 'record a file as the framework a commissioner adopted'],
  ['revise', 'ReviseFramework', 'record a file as the new edition of a framework it had adopted'],
] as const)
  verb(name, description, framework)
    .argument('<file>', 'the file')
    .requiredOption('--commissioner <organisation>', 'id, identifier or registered name')
    .option('--occurred-on <day>', 'when it was adopted (default: the day it is in force from)')
    .action(async (file, options) => (await frameworks()).record(intent, file, options));

verb('plan', 'the rules backwards: the last day for each step of a planned decision or change')
  .option('--commissioner <organisation>', "id, identifier or registered name; left out: the matter's")
  .option('--matter <id>', 'a matter on record: what was done is taken into account, what it tells may be left out')
  .option('--tso <organisations...>', 'the organisations concerned: id, identifier or registered name')
  .option('--effect <effect>', 'award, refuse, continue, renew, vary, reduce, end or policy')
  .option('--first-day <day>', 'first day on the new terms')
  .option('--decision-on <day>', 'the day of the decision (default: the last possible)')
  .option('--consult', 'there is to be a formal written consultation')
  .option('--key', 'it is a key decision, of which forward notice is given')
  .option('--procure', 'services are to be procured')
  .option('--call-in <days>', 'working days for call-in after the decision (councils commonly have 5)', whole(0, 100))
  .option('--analysis <days>', 'days for analysing the responses', whole(0, 1_000))
  .option('--response <days>', 'days for responding, where no rule sets how long', whole(0, 1_000))
  .option('--warning <days>', 'days from the first discussion or an early warning to the decision', whole(0, 1_000))
  .option('--framework <id>', 'plan by an edition (compact-2010) or family (compact), in force or not')
  .option('--today <day>', 'count from this day (default: today)')
  .option('--what-if <days>', 'other days to try: decision-on=2026-01-10,notice-on=2026-01-12 (or first-day=…)')
  .addOption(knownAt)
  .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'json', 'ics']).default('text'))
  .action(async (options) => (await planning()).plan(options));

verb('measures', 'reliability, transparency or perception over time, with why, or one number taken apart')
  .option('--commissioner <organisation>', 'id, identifier or registered name')
  .option('--tso <organisation>', 'id, identifier or registered name')
  .option('--area <name>', 'all commissioners registered with that area')
  .option('--size-band <band>', 'only organisations registered with that size band')
  .addOption(
    new Option('--measure <measure>', 'what is measured')
      .choices(['reliability', 'transparency', 'perception'])
      .default('reliability'),
  )
  .addOption(
    new Option('--owed-by <side>', 'whose duties they are').choices(['commissioner', 'tso']).default('commissioner'),
  )
  .option('--from <day>', 'first day (default: three years before the last)')
  .option('--to <day>', 'last day (default: that of --known-at, or today)')
  .addOption(
    new Option('--step <step>', 'how far the points are apart').choices(['month', 'quarter', 'year']).default('month'),
  )
  .option('--at <day>', 'one number in place of a series: that of the end of this day, with what moves it')
  .addOption(knownAt)
  .option('--policy <version>', 'the version of the rules to measure by (default: the latest)')
  .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'json', 'csv', 'svg']).default('text'))
  .action(async (options) => (await measuring()).measures(options));

verb('report', 'figures for audit')
  .addArgument(new Argument('<report>', 'nao: what the National Audit Office asks for').choices(['nao']))
  .requiredOption('--from <day>', 'first day of the period')
  .requiredOption('--to <day>', 'last day of the period')
  .option('--commissioner <organisations...>', 'ids, identifiers or registered names (default: all on record)')
  .addOption(knownAt)
  .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'json', 'csv']).default('text'))
  .action(async (_report, options) => (await reporting()).reportNao(options));

program
  .command('recompute')
  .description('answer the questions of a bundle from the events in it, without a record')
  .argument('<file>', 'the bundle')
  .option('--json', 'print JSON only (it always does)')
  .action(async (file) => answered(await (await recomputing()).recompute(file)));

verb('rebuild', 'build the read model anew from the log').action(async (options) => (await writing()).rebuild(options));

verb('migrate', 'copy the log between the embedded store and the server at EVENTSTORE_URL, and compare the two')
  .addOption(
    new Option('--to <store>', 'which of the two to copy into')
      .choices(['eventstoredb', 'sqlite'])
      .makeOptionMandatory(),
  )
  .action(async (options) => (await writing()).migrate(options));

verb('backup', 'copy the embedded log, also while a server writes to it')
  .argument('<destination>', 'a file, or a directory to put events.db into')
  .action(async (destination, options) => (await writing()).backup(destination, options));

program
  .command('token')
  .description('access tokens')
  .command('issue')
  .description('issue an access token')
  .option('--data <directory>', 'whose record it is for (default: ./data)')
  .option('--json', 'print JSON only')
  .requiredOption(
    '--role <role>',
    'officer, clerk, finance, compact-officer, tso, infrastructure-body, auditor, administrator',
  )
  .option('--organisation <organisation>', 'id, identifier or registered name of whom it speaks for')
  .option('--days <number>', 'valid for how many days', whole(1, 3_660), 90)
  .option('--calendar', 'for the addresses of calendar feeds, and for nothing else')
  .action(async (options) => (await writing()).issueToken(options));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // commander has said what is wrong; help and version end with 0.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else if (error instanceof Misused || error instanceof Refused || error instanceof Rejection) {
    console.error(`concordat: ${error.message}`);
    process.exitCode = error instanceof Misused ? 2 : 1;
  } else {
    console.error(`concordat: ${error instanceof Error ? error.message : String(error)}`);
    if (process.env['LOG_LEVEL'] === 'debug') console.error(error);
    process.exitCode = 1;
  }
}
