import { Injectable } from '@nestjs/common';
import type { Asker } from '../access/visibility.js';
import { reject } from '../kernel/rejection.js';
import { standing } from '../kernel/standing.js';
import { scopes } from '../projection/keys.js';
import { Questions } from '../projection/questions.js';
import { organisationOf, type Organisation } from './organisation.view.js';

/** Finds organisations by id, name or identifier, as known at a cut of the record. */
@Injectable()
export class Directory {
  constructor(private readonly questions: Questions) {}

  /** The organisation of an id, or undefined where none is registered by then (or the asker may not see it). */
  organisation(id: string, seq: number, asker: Asker): Organisation | undefined {
    return organisationOf(standing(this.questions.factsIn(scopes.dossier(`organisation-${id}`), seq, asker)));
  }

  /** The name of an organisation, or its id where it has none that the asker may see. */
  name(id: string, seq: number, asker: Asker): string {
    return this.organisation(id, seq, asker)?.name ?? id;
  }

  /** The ids a text may mean, by id, identifier or name, among the bodies the asker may see. */
  private candidates(text: string, seq: number, asker: Asker): string[] {
    const found = this.questions.isOrganisation(text, seq) ? [text] : this.questions.organisationsCalled(text, seq);
    return found.filter((id) => this.organisation(id, seq, asker) !== undefined);
  }

  /** The id of the one body a text means; undefined where the asker may see none, or more than one, of that name. */
  find(text: string, seq: number, asker: Asker): string | undefined {
    const found = this.candidates(text, seq, asker);
    const bodies = new Set(found.map((id) => this.questions.sameBody(id, seq).toSorted()[0]));
    return bodies.size === 1 ? found[0] : undefined;
  }

  /**
   * The id of the one organisation a text means: its id, an identifier, or a name. Throws a Rejection naming `field`
   * when there is none or more than one; one that the asker may not see is none.
   */
  resolve(text: string, field: string, seq: number, asker: Asker): string {
    const only = this.find(text, seq, asker);
    if (only !== undefined) return only;
    const found = this.candidates(text, seq, asker);
    if (found.length === 0)
      throw reject(
        'UNKNOWN_ORGANISATION',
        field,
        `No organisation is registered as "${text}": give an id, a registered name or a charity number such as GB-CHC-1000000.`,
      );
    throw reject('AMBIGUOUS', field, `"${text}" may be ${found.join(' or ')}: give one of these ids.`);
  }

  /** All ids under which the body of a text was recorded. */
  bodyOf(text: string, field: string, seq: number, asker: Asker): string[] {
    return this.questions.sameBody(this.resolve(text, field, seq, asker), seq);
  }

  /** All ids of the commissioners registered as being of an area, in any case of letters, among those the asker may see. */
  commissionersIn(area: string, seq: number, asker: Asker): string[] {
    return this.registered(({ kind, ...it }) => kind === 'commissioner' && isSame(it.area, area), seq, asker);
  }

  /** All ids of the TSOs registered as being of a size band, in any case of letters, among those the asker may see. */
  tsosOfSize(band: string, seq: number, asker: Asker): string[] {
    return this.registered(({ kind, sizeBand }) => kind === 'tso' && isSame(sizeBand, band), seq, asker);
  }

  private registered(fits: (organisation: Organisation) => boolean, seq: number, asker: Asker): string[] {
    const all = this.questions.things('organisation', '', 0, Number.MAX_SAFE_INTEGER, seq);
    const found = all.filter(({ key }) => {
      const organisation = this.organisation(key, seq, asker);
      return organisation !== undefined && fits(organisation);
    });
    return [...new Set(found.flatMap(({ key }) => this.questions.sameBody(key, seq)))];
  }
}

const isSame = (registered: string | null, asked: string): boolean =>
  (registered ?? '').trim().toLowerCase() === asked.trim().toLowerCase();
