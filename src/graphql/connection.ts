import { reject } from '../kernel/rejection.js';

/** A Relay connection from the entries of a page, their cursors, and whether more follows. */
export const connectionOf = <Node>(
  nodes: readonly Node[],
  cursors: readonly string[],
  more: boolean,
  after: string | null | undefined,
) => ({
  edges: nodes.map((node, index) => ({ node, cursor: cursors[index] ?? '' })),
  nodes,
  pageInfo: {
    hasNextPage: more,
    hasPreviousPage: Boolean(after),
    startCursor: cursors[0] ?? null,
    endCursor: cursors.at(-1) ?? null,
  },
});

/** The number behind a cursor of a list in order of appearance; 0 before the first. Throws a Rejection where it is none. */
export const numberOf = (cursor: string | null | undefined): number => {
  if (!cursor) return 0;
  const text = Buffer.from(cursor, 'base64url').toString();
  if (!/^\d{1,15}$/.test(text))
    throw reject('INVALID', 'after', `"${cursor}" is not a cursor: give an endCursor of an earlier page.`);
  return Number(text);
};

/** A cursor for a number. */
export const cursorOf = (number: number): string => Buffer.from(String(number)).toString('base64url');
