/** The questions the query editor opens with: the three main uses, on the demonstration record. */
export const EXAMPLES = [
  {
    title: 'Engagement history',
    about: 'What a commissioner and an organisation have done together, from first to last.',
    query: `# Engagement history: what happened and when,
# and when it was recorded.
query EngagementHistory {
  history(
    filter: {
      matter: "seedshire-2012/smaller-grants-budget"
    }
    first: 20
  ) {
    nodes {
      occurredOn
      summary
      recordedAt
      by
      tsos { name }
      correctedBy { text }
      countersigned { by text }
      id
    }
    pageInfo { hasNextPage endCursor }
    basis
  }
}
`,
  },
  {
    title: 'Decision trail',
    about: 'What was on record when a decision was taken, what came later, and what the rules say of it.',
    query: `# Decision trail: what was known when each
# decision was taken.
# Try (matter: …, knownAt: "2011-03-01").
query DecisionTrail {
  decisionTrail(matter: "birmingham-2011/legal-advice") {
    matter { title commissioner { name } }
    decisions {
      id
      takenOn
      status
      onRecord: knowledge(only: [ON_RECORD]) {
        entry { summary event { occurredOn } }
      }
      recordedLater: knowledge(only: [RECORDED_LATER]) {
        entry { summary recordedAfterDays late }
      }
      happenedLater: knowledge(only: [HAPPENED_LATER]) {
        entry { summary event { occurredOn } }
      }
      findings {
        rule tso verdict because evidence missing
        clause { framework edition number }
      }
    }
    basis
  }
}
`,
  },
  {
    title: 'Compliance summary',
    about: 'How each commitment was kept in a period, with the evidence and the gaps.',
    query: `# Compact compliance summary of a commissioner
# for a period.
query ComplianceSummary {
  complianceSummary(
    commissioner: "Seedshire County Council (fictional)"
    from: "2011-04-01"
    to: "2012-03-31"
  ) {
    commissioner { name }
    counts { verdict count }
    commitments {
      rule kept due
      clause { framework edition number }
      counts { verdict count }
    }
    findings {
      rule tso verdict because evidence missing notes
    }
    dataQuality {
      facts recordedLate corrected contested inferredDates
    }
    basis
  }
}
`,
  },
  {
    title: 'Plan',
    about: 'The rules backwards: the last day for each step of a planned change, and what if another day is taken.',
    query: `# The rules backwards: the last day for each step
# towards new terms on a day, counted from today;
# and the verdicts if notice comes later than that.
query PlanAChange {
  plan(
    input: {
      commissioner: "Seedshire County Council (fictional)"
      effect: "end"
      firstDay: "2025-04-01"
      today: "2024-10-01"
      consult: true
      key: true
      whatIf: [{ step: "notice", on: "2025-01-20" }]
    }
  ) {
    possible
    couldBe { decision firstDay }
    steps {
      id title latest workingDay state slackDays after
      asks { rule sum clause { framework edition number } }
    }
    verdicts {
      rule edition
      planned { verdict because }
      whatIf { verdict because }
    }
    basis
  }
}
`,
  },
] as const;
