import { createSecureServer, createServer, constants, type Http2Server } from 'node:http2';
import type { IncomingHttpHeaders, OutgoingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * gRPC resets the stream of nearly every call that is over, and Node's HTTP/2 drops a client without closing the
 * connection after a thousand resets and some. Before that each is sent, in good order, to a connection that is new.
 */
const CALLS_OF_A_CONNECTION = 800;

/** A gRPC message with its five bytes of frame. */
export const framed = (message: Uint8Array): Buffer => {
  const frame = Buffer.allocUnsafe(5 + message.length);
  frame[0] = 0;
  frame.writeUInt32BE(message.length, 1);
  frame.set(message, 5);
  return frame;
};

/** One call of a client. */
export class Call {
  #hasBegun = false;

  constructor(
    readonly stream: ServerHttp2Stream,
    readonly headers: IncomingHttpHeaders,
    readonly path: string,
  ) {
    stream.on('error', () => {});
  }

  get isGone(): boolean {
    return this.stream.destroyed || this.stream.closed;
  }

  /** The messages of the client, one by one, to its half-close. */
  async *messages(): AsyncGenerator<Uint8Array, void, undefined> {
    let rest: Buffer = Buffer.alloc(0);
    for await (const part of this.stream as AsyncIterable<Buffer>) {
      rest = rest.length === 0 ? part : Buffer.concat([rest, part]);
      while (rest.length >= 5 && rest.length >= 5 + rest.readUInt32BE(1)) {
        const end = 5 + rest.readUInt32BE(1);
        yield rest.subarray(5, end);
        rest = rest.subarray(end);
      }
    }
  }

  /** Sends frames; resolves false when the client is gone, and waits while the client does not read. */
  async send(frames: readonly Buffer[]): Promise<boolean> {
    if (this.isGone) return false;
    this.#begin();
    if (frames.length > 0 && !this.stream.write(Buffer.concat(frames))) await this.#drained();
    return !this.isGone;
  }

  /** Ends the call with a status and what the server says with it. */
  end(status = 0, message = '', trailers: OutgoingHttpHeaders = {}): void {
    if (this.isGone) return;
    this.#begin();
    const last = { 'grpc-status': String(status), 'grpc-message': encodeURIComponent(message), ...trailers };
    this.stream.once('wantTrailers', () => this.stream.sendTrailers(last));
    this.stream.end();
  }

  async #drained(): Promise<void> {
    const either = new AbortController();
    const waits = ['drain', 'close'].map((event) => once(this.stream, event, either));
    await Promise.race(waits).catch(() => {});
    either.abort();
    await Promise.allSettled(waits);
  }

  /** Sends the headers of the answer, after which the client waits for more. */
  #begin(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.stream.respond({ ':status': 200, 'content-type': 'application/grpc+proto' }, { waitForTrailers: true });
  }
}

/** A gRPC server on loopback, spoken by hand over HTTP/2 so that a test can do to it what the server would never do. */
export class GrpcServer {
  readonly #handle: (call: Call) => Promise<void>;
  readonly #tls: { readonly key: string; readonly cert: string } | undefined;
  #server: Http2Server | undefined;
  readonly #sockets = new Set<Socket>();
  port = 0;

  constructor(handle: (call: Call) => Promise<void>, tls?: { readonly key: string; readonly cert: string }) {
    this.#handle = handle;
    this.#tls = tls;
  }

  get isRunning(): boolean {
    return this.#server !== undefined;
  }

  /** Listens on its port, at first a free one; after a kill the same again, which the system may hold back a while. */
  async start(): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      // Kestrel allows a hundred calls on one connection.
      const settings = { settings: { maxConcurrentStreams: 100, initialWindowSize: 786_432 } };
      const server = this.#tls ? createSecureServer({ ...this.#tls, ...settings }) : createServer(settings);
      server.on('session', (session) => {
        let calls = 0;
        session
          .on('error', () => {})
          .on('stream', () => {
            if ((calls += 1) === CALLS_OF_A_CONNECTION) session.close();
          });
      });
      server.on('connection', (socket: Socket) => {
        this.#sockets.add(socket);
        socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket));
      });
      server.on('stream', (stream, headers) => {
        const call = new Call(stream, headers, String(headers[':path']));
        this.#handle(call).catch(() => call.stream.close(constants.NGHTTP2_INTERNAL_ERROR));
      });
      server.on('sessionError', () => {}).on('tlsClientError', () => {});
      try {
        server.listen(this.port, '127.0.0.1');
        await once(server, 'listening');
        this.port = (server.address() as AddressInfo).port;
        this.#server = server;
        return;
      } catch (error) {
        if ((error as { code?: string }).code !== 'EADDRINUSE' || attempt > 100) throw error;
        await sleep(20);
      }
    }
  }

  /** Cuts every connection; new ones are taken. The sockets rather than the sessions: that is how a process dies. */
  drop(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** The process dies: nobody listens, and every connection is cut. */
  async kill(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    const closed = once(server, 'close');
    server.close();
    this.drop();
    await closed;
  }
}
