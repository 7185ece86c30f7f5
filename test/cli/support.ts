import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { logSettings, removeFolder } from '../support/log.js';

const BIN = fileURLToPath(new URL('../../bin/concordat.js', import.meta.url));

// What is printed is what the tests are about, so they read it as it comes.
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

/** How a run of the command line ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A directory of its own that is its processes' current one; what a test needs in it is written there. */
export class Desk {
  readonly directory = mkdtempSync(join(tmpdir(), 'concordat-cli-'));

  path(name: string): string {
    return join(this.directory, name);
  }

  /** Writes a file and gives its name. */
  file(name: string, content: string | Uint8Array): string {
    writeFileSync(this.path(name), content);
    return name;
  }

  /** Starts the command line, with settings of the environment; `ended` resolves when it is over. */
  start(args: readonly string[], settings: Record<string, string> = {}) {
    const { LOG_LEVEL: _level, DATA_DIR: _data, PORT: _port, HOST: _host, ...env } = process.env;
    const child = spawn(process.execPath, [BIN, ...args], {
      cwd: this.directory,
      env: { ...env, LOG_LEVEL: 'fatal', ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    const ended = new Promise<Ended>((resolve) => {
      child.once('close', (code) => resolve({ code, out, err }));
    });
    return { child, ended, said: () => out };
  }

  /** The settings that choose the log of the data directory that a run is about. */
  log(args: readonly string[]): Promise<Record<string, string>> {
    const data = args.includes('--data') ? args[args.indexOf('--data') + 1]! : 'data';
    return logSettings(join(this.directory, data));
  }

  /** Runs the command line to its end. */
  async run(...args: string[]): Promise<Ended> {
    return this.start(args, await this.log(args)).ended;
  }

  /** Runs a verb with `--json` and gives what it prints; fails unless it ends with 0. */
  async json(...args: string[]): Promise<Json> {
    const { code, out, err } = await this.run(...args, '--json');
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${err}${out}`);
    return JSON.parse(out);
  }

  remove(): Promise<void> {
    return removeFolder(this.directory);
  }
}

/** An event as it is exchanged, with what every one has. */
export const line = (id: string, type: string, occurredOn: string | null, rest: object): string =>
  JSON.stringify({ id, type, occurredOn, by: 'commissioner', visibility: 'public', ...rest });

/** A small record: a council, a group, and a consultation of eight weeks. */
export const RECORD = [
  line('council', 'CommissionerRegistered', '2011-01-01', { data: { organisationId: 'C1', name: 'Anyshire Council' } }),
  line('group', 'TsoRegistered', '2011-01-01', { data: { organisationId: 'T1', name: 'Anyshire CVS' } }),
  line('opened', 'ConsultationOpened', '2011-03-07', {
    commissioner: 'C1',
    tsos: ['T1'],
    matter: 'M1',
    note: 'From the website — «quoted», and a second\nline.',
    evidence: [{ title: 'The page', url: 'https://example.org/k1', publishedOn: '2011-03' }],
    basis: 'inferred',
    recordedAt: '2011-03-08T09:00:00Z',
    data: { consultationId: 'K1', title: 'Day centres', closesOn: '2011-05-02' },
  }),
  line('corrected', 'EventCorrected', '2011-03-09', {
    commissioner: 'C1',
    tsos: ['T1'],
    matter: 'M1',
    data: { targetId: 'opened', replacement: { occurredOn: '2011-03-08' }, reason: 'It opened on the 8th.' },
  }),
  line('undated', 'MeetingHeld', null, {
    commissioner: 'C1',
    tsos: ['T1'],
    visibility: 'parties',
    data: { meetingId: 'G1', purpose: 'Introductions' },
  }),
].join('\n');
