/**
 * Makes the application's user on a secured EventStoreDB or KurrentDB, and says what it may do: read the whole log, append
 * to streams, and neither delete nor cut one. May be run any number of times; the password is set to the one given.
 *
 * DATABASE_HOSTS (host:port of each node, separated by commas), ADMIN_PASSWORD, APP_PASSWORD, and CA_FILE, which
 * NODE_EXTRA_CA_CERTS names as well.
 */
import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { ANY, BACKWARDS, END, EventStoreDBClient, jsonEvent } from '@eventstore/db-client';

const USER = 'concordat';
const PATIENCE = 120_000;

const given = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing`);
  return value;
};

const hosts = given('DATABASE_HOSTS').split(',');
const caFile = given('CA_FILE');
const password = given('APP_PASSWORD');
if (!/^[\w.~-]{12,}$/.test(password))
  throw new Error('APP_PASSWORD becomes part of an address: give at least 12 letters, digits and - . _ ~');
const credentials = { username: 'admin', password: given('ADMIN_PASSWORD') };
const authorization = `Basic ${Buffer.from(`admin:${credentials.password}`).toString('base64')}`;

const post = async (host, path, body) => {
  const response = await fetch(`https://${host}${path}`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  await response.arrayBuffer();
  return response.status;
};

const makeUser = async (host) => {
  const made = await post(host, '/users', { loginName: USER, fullName: 'Concordat', groups: [], password });
  const reset = `/users/${USER}/command/reset-password`;
  const status = made === 409 ? await post(host, reset, { newPassword: password }) : made;
  if (status >= 300) throw new Error(`the user ${USER} could not be made: HTTP ${status}`);
};

/** Appends settings to a stream of settings, of which the last counts, unless they are the last already. */
const settle = async (client, stream, type, data) => {
  let last;
  try {
    const found = client.readStream(stream, { direction: BACKWARDS, fromRevision: END, maxCount: 1, credentials });
    for await (const { event } of found) last = event?.data;
  } catch (error) {
    if (error.type !== 'stream-not-found') throw error;
  }
  if (isDeepStrictEqual(last, data)) return;
  await client.appendToStream(stream, jsonEvent({ type, data }), { expectedRevision: ANY, credentials });
};

const admins = { $r: '$admins', $w: '$admins', $d: '$admins', $mr: '$admins', $mw: '$admins' };

const provision = async (host) => {
  await makeUser(host);
  const client = EventStoreDBClient.connectionString(`esdb://${host}?tls=true&tlsCAFile=${caFile}`);
  await settle(client, '$$$all', '$metadata', { $acl: { $r: [USER] } });
  await settle(client, '$settings', 'update-default-acl', {
    $userStreamAcl: { ...admins, $r: USER, $w: USER, $mr: USER },
    $systemStreamAcl: admins,
  });
  await client.dispose();
};

// A cluster that has only just started has no leader and no users yet; and the node that is asked may not be the leader.
const end = Date.now() + PATIENCE;
for (let attempt = 0; ; attempt += 1) {
  const host = hosts[attempt % hosts.length];
  try {
    await provision(host);
    console.log(`The user ${USER} may read the log at ${host} and append to it, and delete nothing.`);
    break;
  } catch (error) {
    if (Date.now() > end) throw error;
    console.error(`${host}: ${error.cause?.message ?? error.message}; trying again`);
    await sleep(2_000);
  }
}
