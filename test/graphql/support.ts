import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { GraphQLSchema } from 'graphql';
import { Tokens } from '../../src/access/tokens.js';
import { withApplication } from '../../src/cli/context.js';
import { seed } from '../../src/demo/demo.js';
import type { Actor } from '../../src/kernel/fact.js';
import { createServer } from '../../src/server.js';
import { configOf, removeFolder } from '../support/log.js';

// What an answer looks like is what the tests are about, so they read it as it comes.
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

/** An answer over HTTP: its status and its body, parsed where it is JSON. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Json;
  readonly text: string;
}

/** A served record in a directory of its own, and ways to speak to it. */
export class Served {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly dataDir: string,
  ) {}

  /** Starts a server, not listening, on an empty directory or on `dataDir`. */
  static async start(dataDir = temporaryDirectory()): Promise<Served> {
    const served = new Served(await createServer(await configOf(dataDir)), dataDir);
    await served.isReady();
    return served;
  }

  /** Waits until it answers questions: it reads the log after it has started. */
  private async isReady(): Promise<void> {
    while ((await this.get('/health/ready')).status !== 200) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  get schema(): GraphQLSchema {
    return this.app.get(GraphQLSchemaHost).schema;
  }

  /** An access token. */
  token(role: Actor['role'], organisation: string | null = null, days = 1): Promise<string> {
    return this.app.get(Tokens).issue({ role, organisation }, days);
  }

  /** Posts a question and gives the whole HTTP answer. */
  async post(query: string, variables: object = {}, token?: string): Promise<Answer> {
    const answer = await this.app.inject({
      method: 'POST',
      url: '/graphql',
      payload: { query, variables },
      headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    });
    return answerOf(answer);
  }

  async get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
    return answerOf(await this.app.inject({ method: 'GET', url, headers }));
  }

  /** Asks and gives the data of the answer; fails on any error in it. */
  async ask(query: string, variables: object = {}, token?: string): Promise<Json> {
    const { body } = await this.post(query, variables, token);
    if (body.errors) throw new Error(JSON.stringify(body.errors));
    return body.data;
  }

  /**
   * Carries out one mutation with the whole of its payload's general part, and what `thing` selects besides. Gives the
   * payload.
   */
  async run(mutation: string, input: object, token?: string, thing = ''): Promise<Json> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const data = await this.ask(
      `mutation Run($input: ${type}!) { ${mutation}(input: $input) {
         ${thing} event { id type recordedAt by commissioner { id } matter { id } }
         eventIds position revision repeated userErrors { field message code } } }`,
      { input },
      token,
    );
    return data[mutation];
  }

  /** As `run`, and fails where anything was refused. */
  async record(mutation: string, input: object, token?: string, thing = ''): Promise<Json> {
    const payload = await this.run(mutation, input, token, thing);
    if (payload.userErrors.length > 0) throw new Error(JSON.stringify(payload.userErrors));
    return payload;
  }

  /** Stops the server and removes its directory. */
  async close(): Promise<void> {
    await this.app.close();
    await removeFolder(this.dataDir);
  }
}

const answerOf = (answer: { statusCode: number; headers: Json; body: string }): Answer => {
  const type = String(answer.headers['content-type'] ?? '');
  return {
    status: answer.statusCode,
    type,
    body: type.includes('json') ? JSON.parse(answer.body) : undefined,
    text: answer.body,
  };
};

/** A directory of its own under the system's temporary one. */
export const temporaryDirectory = (): string => mkdtempSync(join(tmpdir(), 'concordat-api-'));

/** The documented cases recorded in a directory of their own, each event at the instant it tells. */
export const seededDirectory = async (): Promise<string> => {
  const dataDir = temporaryDirectory();
  let now = 0;
  const clock = (): number => now || Date.now();
  await withApplication(
    await configOf(dataDir, clock),
    ({ application, container }) =>
      seed(application, container, (instant) => {
        now = instant;
      }),
    clock,
  );
  return dataDir;
};

/** A moment that lies after what was recorded so far and before what is recorded next. */
export const moment = async (): Promise<string> => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  const now = new Date().toISOString();
  await new Promise((resolve) => setTimeout(resolve, 5));
  return now;
};
