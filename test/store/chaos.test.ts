import { expect, test } from '@jest/globals';
import { chaos } from './double/chaos.js';

// The long run of the release notes: CHAOS_ROUNDS=4 CHAOS_SECONDS=20.
const rounds = Number(process.env['CHAOS_ROUNDS'] ?? 1);
const seconds = Number(process.env['CHAOS_SECONDS'] ?? 6);

test(
  `leaders that die: nothing lost, nothing doubled, one order (${rounds} x ${seconds} s)`,
  async () => {
    for (let round = 0; round < rounds; round += 1) {
      const counts = await chaos(seconds);
      if (rounds > 1) console.log(JSON.stringify(counts));
      expect(counts).toMatchObject({
        missing: 0,
        storedTwice: 0,
        deliveredTwice: 0,
        lost: 0,
        outOfOrder: 0,
        failed: 0,
        unhandled: 0,
      });
      // A run in which nothing went wrong would prove nothing.
      expect(Math.min(counts.acknowledged, counts.kills, counts.repeated, counts.drops)).toBeGreaterThan(0);
    }
  },
  rounds * (seconds + 60) * 1_000,
);
