import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Tokens } from '../../src/access/tokens.js';
import type { Actor } from '../../src/kernel/fact.js';
import { Projector } from '../../src/projection/projector.js';
import { createServer } from '../../src/server.js';
import { newFolder } from '../support/app.js';

// What an answer looks like is what the tests are about, so they read it as it comes.
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

/** An answer over HTTP. `body` is parsed where it is JSON. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly body: Json;
}

/** One server of several over one log: its own data directory, the log at `url` or, without, in that directory. */
export class Instance {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly dataDir: string,
  ) {}

  /** Starts it; it may still be reading the log. */
  static async start(url: string | null, dataDir = newFolder()): Promise<Instance> {
    const config = { port: 0, host: '127.0.0.1', dataDir, eventStoreUrl: url, logLevel: 'silent' } as const;
    return new Instance(await createServer(config), dataDir);
  }

  get projector(): Projector {
    return this.app.get(Projector);
  }

  /** Waits until it has read the whole log. */
  async whole(): Promise<this> {
    while (!this.projector.hasCaughtUp) await new Promise((resolve) => setTimeout(resolve, 5));
    return this;
  }

  token(role: Actor['role'], organisation: string | null = null): Promise<string> {
    return this.app.get(Tokens).issue({ role, organisation }, 1);
  }

  async get(url: string, headers: Record<string, string> = {}): Promise<Answered> {
    return answeredBy(await this.app.inject({ method: 'GET', url, headers }));
  }

  /** Asks or records, as an administrator; `after` is a position that the answer must include. */
  async ask(query: string, variables: object = {}, after?: string): Promise<Answered> {
    const authorization = `Bearer ${await this.token('administrator')}`;
    const headers = { authorization, ...(after !== undefined && { 'concordat-after': after }) };
    const payload = { query, variables };
    return answeredBy(await this.app.inject({ method: 'POST', url: '/graphql', payload, headers }));
  }

  /** Runs one mutation and gives its payload, refused or not; fails where it was not answered at all. */
  async record(mutation: string, input: object, after?: string): Promise<Json> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const { body } = await this.ask(
      `mutation Run($input: ${type}!) { ${mutation}(input: $input) {
         eventIds position revision repeated userErrors { field code message } } }`,
      { input },
      after,
    );
    if (body.errors) throw new Error(JSON.stringify(body.errors));
    return body.data[mutation];
  }
}

const answeredBy = (answer: { statusCode: number; headers: object; body: string }): Answered => {
  const headers = answer.headers as Record<string, unknown>;
  const isJson = String(headers['content-type']).includes('json');
  return {
    status: answer.statusCode,
    headers,
    text: answer.body,
    body: isJson ? JSON.parse(answer.body) : undefined,
  };
};
