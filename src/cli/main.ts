import { createRequire } from 'node:module';
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { Rejection } from '../kernel/rejection.js';
import { Misused, Refused } from './output.js';

// Verbs load their code when they run, so that --help and wrong usage answer at once.
const reading = () => import('./reading.js');
const exporting = () => import('./exporting.js');
const reporting = () => import('./reporting.js');
const writing = () => import('./writing.js');
const serving = () => import('./serving.js');
const recomputing = () => import('./recompute.js');

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

const verb = (name: string, description: string): Command =>
  program
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
  .argument('<format>', 'events: the whole log, one event a line; bundle: the findings of a matter, to be recomputed')
  .option('--matter <id>', 'bundle: the matter')
  .option('--rule <rule>', 'bundle: the findings of one rule only')
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

verb('summary', 'the Compact compliance summary of a commissioner for a period')
  .requiredOption('--commissioner <organisation>', 'id, identifier or registered name')
  .requiredOption('--from <day>', 'first day of the period')
  .requiredOption('--to <day>', 'last day of the period')
  .option('--framework <id>', 'judge by an edition (compact-2010) or family (compact), in force or not')
  .addOption(knownAt)
  .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'json']).default('text'))
  .action(async (options) => (await reading()).summary(options));

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
