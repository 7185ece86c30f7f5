import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { framed } from './grpc.js';
import type { Expected, Outcome, Proposed, Stored } from './log.js';

type ReadResponse = InstanceType<typeof streams.ReadResp>;
type AppendMessage = InstanceType<typeof streams.AppendReq>;

const read = (fill: (response: ReadResponse) => void): Buffer => {
  const response = new streams.ReadResp();
  fill(response);
  return framed(response.serializeBinary());
};

const identifier = (name: string): InstanceType<typeof shared.StreamIdentifier> =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(name).toString('base64'));

const TICKS = 10_000n;

const frames = new WeakMap<Stored, Buffer>();

const frameOf = (event: Stored): Buffer =>
  read((response) => {
    const position = String(event.position);
    const recorded = new streams.ReadResp.ReadEvent.RecordedEvent()
      .setId(new shared.UUID().setString(event.id))
      .setStreamIdentifier(identifier(event.stream))
      .setStreamRevision(String(event.revision))
      .setPreparePosition(position)
      .setCommitPosition(position)
      .setCustomMetadata(event.metadata)
      .setData(event.data);
    recorded
      .getMetadataMap()
      .set('type', event.type)
      .set('content-type', event.contentType)
      .set('created', String(BigInt(event.created) * TICKS));
    response.setEvent(new streams.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(position));
  });

/** What the server sends, ready for the wire; events are made once, since many read them. */
export const say = {
  event: (event: Stored): Buffer => {
    const frame = frames.get(event) ?? frameOf(event);
    frames.set(event, frame);
    return frame;
  },
  notFound: (stream: string): Buffer =>
    read((response) =>
      response.setStreamNotFound(new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifier(stream))),
    ),
  confirmation: (id: string): Buffer =>
    read((response) => response.setConfirmation(new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(id))),
  checkpoint: (position: bigint): Buffer =>
    read((response) =>
      response.setCheckpoint(
        new streams.ReadResp.Checkpoint().setCommitPosition(String(position)).setPreparePosition(String(position)),
      ),
    ),
  caughtUp: (): Buffer => read((response) => response.setCaughtUp(new streams.ReadResp.CaughtUp())),
  fellBehind: (): Buffer => read((response) => response.setFellBehind(new streams.ReadResp.FellBehind())),
  appended: (outcome: Outcome, expected: Expected): Buffer => {
    const response = new streams.AppendResp();
    if (outcome.kind === 'conflict') {
      const conflict = new streams.AppendResp.WrongExpectedVersion();
      if (outcome.current < 0) conflict.setCurrentNoStream(new shared.Empty());
      else conflict.setCurrentRevision(String(outcome.current));
      if (typeof expected === 'number') conflict.setExpectedRevision(String(expected));
      else if (expected === 'no stream') conflict.setExpectedNoStream(new shared.Empty());
      response.setWrongExpectedVersion(conflict);
    } else if (outcome.kind !== 'too large') {
      const position = new streams.AppendResp.Position()
        .setCommitPosition(String(outcome.position))
        .setPreparePosition(String(outcome.position));
      response.setSuccess(
        new streams.AppendResp.Success().setCurrentRevision(String(outcome.revision)).setPosition(position),
      );
    }
    return framed(response.serializeBinary());
  },
  members: (
    nodes: readonly { readonly port: number; readonly isLeader: boolean; readonly isAlive: boolean }[],
  ): Buffer =>
    framed(
      new gossip.ClusterInfo()
        .setMembersList(
          nodes.map(({ port, isLeader, isAlive }) =>
            new gossip.MemberInfo()
              .setInstanceId(new shared.UUID().setString(`00000000-0000-4000-8000-${String(port).padStart(12, '0')}`))
              .setTimeStamp('0')
              .setState(isLeader ? gossip.MemberInfo.VNodeState.LEADER : gossip.MemberInfo.VNodeState.FOLLOWER)
              .setIsAlive(isAlive)
              .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(port)),
          ),
        )
        .serializeBinary(),
    ),
};

const nameOf = (message: InstanceType<typeof shared.StreamIdentifier> | undefined): string =>
  Buffer.from(message?.getStreamName_asU8() ?? []).toString('utf8');

const proposedOf = (message: AppendMessage): Proposed => {
  const proposed = message.getProposedMessage()!;
  const metadata = proposed.getMetadataMap();
  return {
    id: proposed.getId()!.getString(),
    type: metadata.get('type')!,
    contentType: metadata.get('content-type')!,
    data: proposed.getData_asU8(),
    metadata: proposed.getCustomMetadata_asU8(),
  };
};

/** An append as the client asked for it: options first, then the events. */
export const appendOf = async (
  messages: AsyncIterable<Uint8Array>,
): Promise<{ stream: string; expected: Expected; proposed: Proposed[] }> => {
  let [stream, expected]: [string, Expected] = ['', 'any'];
  const proposed: Proposed[] = [];
  for await (const bytes of messages) {
    const message = streams.AppendReq.deserializeBinary(bytes);
    const options = message.getOptions();
    if (!options) proposed.push(proposedOf(message));
    else {
      stream = nameOf(options.getStreamIdentifier());
      if (options.hasRevision()) expected = Number(options.getRevision());
      else if (options.hasNoStream()) expected = 'no stream';
      else if (options.hasStreamExists()) expected = 'stream exists';
    }
  }
  return { stream, expected, proposed };
};

/** A read or a subscription as the client asked for it. */
export interface ReadRequest {
  /** undefined: the whole log */
  readonly stream: string | undefined;
  readonly from: bigint | 'start' | 'end';
  readonly isBackwards: boolean;
  readonly count: number;
  readonly isSubscription: boolean;
  readonly prefixes: readonly string[];
  /** after how many events looked at a checkpoint is sent; 0 without a filter */
  readonly checkpointEvery: number;
}

export const readOf = (bytes: Uint8Array): ReadRequest => {
  const options = streams.ReadReq.deserializeBinary(bytes).getOptions()!;
  const [one, all] = [options.getStream(), options.getAll()];
  const filter = options.getFilter();
  const at = one?.hasRevision() ? one.getRevision() : all?.getPosition()?.getCommitPosition();
  const isEnd = one?.hasEnd() || all?.hasEnd();
  return {
    stream: one && nameOf(one.getStreamIdentifier()),
    from: at === undefined ? (isEnd ? 'end' : 'start') : BigInt(at),
    isBackwards: options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS,
    count: Number(options.getCount()),
    isSubscription: options.hasSubscription(),
    prefixes: filter?.getStreamIdentifier()?.getPrefixList() ?? [],
    checkpointEvery: filter ? filter.getCheckpointintervalmultiplier() * (filter.getMax() || 32) : 0,
  };
};
