import { Injectable } from '@angular/core';

import { isList, isObject, parseObject, stringify, type Json, type JsonObject } from '../json/lossless-json';
import { root, takePrefetched } from './prefetch';
import { OfflineError, problemOf } from './problem';
import type { components, operations } from './schema';

type Schemas = components['schemas'];
export type Session = Schemas['Session'];
export type Cv = Schemas['Cv'];
export type Saved = Schemas['Saved'];
export type Finding = Schemas['Finding'];
export type LinkFinding = Schemas['LinkFinding'];
export type Proposal = Schemas['Proposal'];
export type Link = Schemas['Link'];
export type NewLink = Schemas['NewLink'];
export type Grant = Schemas['Grant'];
export type Invitation = Schemas['Invitation'];
export type Person = Schemas['Person'];
export type Role = Schemas['Role'];
export type Token = Schemas['Token'];
export type Passkey = Schemas['Passkey'];
export type NewPasskey = Schemas['NewPasskey'];
export type Passkeys = operations['listPasskeys']['responses']['200']['content']['application/json'];
export type PasskeyQuestion = operations['askPasskey']['responses']['200']['content']['application/json'];
export type NewToken = Schemas['NewToken'];
export type Scope = Schemas['Scope'];
export type Settings = Schemas['Settings'];
export type About = Schemas['About'];
export type AuditEvent = Schemas['AuditEvent'];
export type Format = NonNullable<Schemas['RenderRequest']['format']>;
export type RenderOptions = Omit<Schemas['RenderRequest'], 'document'>;
export type Importer = NonNullable<NonNullable<operations['convert']['parameters']['query']>['from']>;
export type Converted = operations['convert']['responses']['200']['content']['application/json'];
export type CheckedLinks = operations['checkLinks']['responses']['200']['content']['application/json'];
export type Checked = operations['check']['responses']['200']['content']['application/json'];

/** A document and the ETag of its version. */
export interface Stored {
  readonly document: JsonObject;
  readonly etag: string;
}

/** One change of a proposal; its values keep the order of keys. */
export interface ProposedChange {
  readonly pointer: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  readonly fits: boolean;
}

interface Call {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Blob;
  readonly signal?: AbortSignal;
}

/** The ETag without its suffix for the content coding, so that it is the same for the same version. */
const versionTag = (answer: Response): string => (answer.headers.get('ETag') ?? '').replace(/-(?:zstd|br|gzip)"$/, '"');

const part = encodeURIComponent;
const json = { 'Content-Type': 'application/json' };

/** The service's REST API, as schema/openapi.yaml describes it. Throws ProblemError or OfflineError. */
@Injectable({ providedIn: 'root' })
export class Api {
  session = (): Promise<Session> => this.json('GET', '/session');
  signOut = (isEverywhere: boolean): Promise<{ location: string }> =>
    this.json('DELETE', '/session', { query: { everywhere: isEverywhere ? 'true' : undefined } });
  myData = (): Promise<object> => this.json('GET', '/me');
  deleteMe = (): Promise<void> => this.done('DELETE', '/me');

  async cvs(): Promise<Cv[]> {
    const all: Cv[] = [];
    let after: string | undefined;
    do {
      const page: { cvs: readonly Cv[]; next?: string } = await this.json('GET', '/cvs', {
        query: { after, limit: 100 },
      });
      all.push(...page.cvs);
      after = page.next;
    } while (after);
    return all;
  }

  create = (document: JsonObject, slug?: string, note?: string): Promise<Saved> =>
    this.json('POST', '/cvs', { query: { slug, note }, headers: json, body: stringify(document) });

  cv = (slug: string): Promise<Stored> => this.stored(`/cvs/${part(slug)}`);

  async save(slug: string, { document, etag }: Stored, note?: string): Promise<{ saved: Saved; etag: string }> {
    const call = { query: { note }, headers: { ...json, 'If-Match': etag }, body: stringify(document) };
    const answer = await this.fetch('PUT', `/cvs/${part(slug)}`, call);
    return { saved: (await answer.json()) as Saved, etag: versionTag(answer) };
  }

  delete = (slug: string, etag: string): Promise<void> =>
    this.done('DELETE', `/cvs/${part(slug)}`, { headers: { 'If-Match': etag } });

  versions = (slug: string, before?: number): Promise<{ versions: readonly Saved[] }> =>
    this.json('GET', `/cvs/${part(slug)}/versions`, { query: { before } });
  version = (slug: string, version: number): Promise<Stored> => this.stored(`/cvs/${part(slug)}/versions/${version}`);
  restore = (slug: string, version: number, etag: string): Promise<Saved> =>
    this.json('POST', `/cvs/${part(slug)}/versions/${version}/restore`, { headers: { 'If-Match': etag } });

  proposals = (slug: string): Promise<{ proposals: readonly Proposal[] }> =>
    this.json('GET', `/cvs/${part(slug)}/proposals`);
  async proposal(slug: string, id: string): Promise<{ changes: readonly ProposedChange[] }> {
    const answer = await this.fetch('GET', `/cvs/${part(slug)}/proposals/${part(id)}`);
    const changes = parseObject(await answer.text()).get('changes');
    return {
      changes: (isList(changes) ? changes : []).filter(isObject).map((change) => ({
        pointer: String(change.get('pointer')),
        before: change.get('before'),
        after: change.get('after'),
        fits: change.get('fits') === true,
      })),
    };
  }
  acceptProposal = (slug: string, id: string, changes: readonly number[], etag: string): Promise<Saved> =>
    this.json('POST', `/cvs/${part(slug)}/proposals/${part(id)}/accept`, {
      headers: { ...json, 'If-Match': etag },
      body: JSON.stringify({ changes }),
    });
  rejectProposal = (slug: string, id: string): Promise<void> =>
    this.done('DELETE', `/cvs/${part(slug)}/proposals/${part(id)}`);

  links = (slug: string): Promise<{ links: readonly Link[] }> => this.json('GET', `/cvs/${part(slug)}/links`);
  createLink = (slug: string, link: NewLink): Promise<Link & { url: string }> =>
    this.json('POST', `/cvs/${part(slug)}/links`, this.body(link));
  revokeLink = (slug: string, id: string): Promise<void> => this.done('DELETE', `/cvs/${part(slug)}/links/${part(id)}`);

  invitations = (slug: string): Promise<{ people: readonly Invitation[] }> =>
    this.json('GET', `/cvs/${part(slug)}/people`);
  invite = (slug: string, email: string, grant: Grant): Promise<Invitation> =>
    this.json('PUT', `/cvs/${part(slug)}/people/${part(email)}`, this.body(grant));
  uninvite = (slug: string, email: string): Promise<void> =>
    this.done('DELETE', `/cvs/${part(slug)}/people/${part(email)}`);

  settings = (): Promise<Settings> => this.json('GET', '/settings');
  putSettings = (settings: Pick<Settings, 'access'>): Promise<Settings> =>
    this.json('PUT', '/settings', this.body(settings));
  about = (): Promise<About> => this.json('GET', '/about');
  putAbout = (texts: About['texts']): Promise<About> => this.json('PUT', '/about', this.body({ texts }));
  resetAbout = (): Promise<void> => this.done('DELETE', '/about');
  people = (): Promise<{ people: readonly Person[] }> => this.json('GET', '/people');
  putPerson = (email: string, role: Role): Promise<Person> =>
    this.json('PUT', `/people/${part(email)}`, this.body({ role }));
  deletePerson = (email: string): Promise<void> => this.done('DELETE', `/people/${part(email)}`);
  inviteByLink = (email: string): Promise<{ url: string; expires_at: string }> =>
    this.json('POST', `/people/${part(email)}/link`, this.body({}));
  tokens = (): Promise<{ tokens: readonly Token[] }> => this.json('GET', '/tokens');
  createToken = (token: NewToken): Promise<Token & { secret: string }> =>
    this.json('POST', '/tokens', this.body(token));
  passkeys = (): Promise<Passkeys> => this.json('GET', '/passkeys');
  askPasskey = (): Promise<PasskeyQuestion> => this.json('POST', '/passkey-question', this.body({}));
  addPasskey = (answer: NewPasskey): Promise<Passkey & { recovery_codes: number }> =>
    this.json('POST', '/passkeys', this.body(answer));
  renamePasskey = (id: string, name: string): Promise<Passkey> =>
    this.json('PUT', `/passkeys/${part(id)}`, this.body({ name }));
  removePasskey = (id: string, mayBeLast: boolean): Promise<void> =>
    this.done('DELETE', `/passkeys/${part(id)}`, { query: { last: mayBeLast ? 'true' : undefined } });
  makeRecoveryCodes = (): Promise<{ codes: readonly string[] }> => this.json('POST', '/recovery-codes', this.body({}));
  revokeToken = (id: string): Promise<void> => this.done('DELETE', `/tokens/${part(id)}`);
  audit = (after?: string): Promise<{ events: readonly AuditEvent[] }> =>
    this.json('GET', '/audit', { query: { after } });

  schema = (): Promise<object> => this.json('GET', '/schema');
  check = (document: JsonObject, signal?: AbortSignal): Promise<Checked> =>
    this.json('POST', '/check', { headers: json, body: stringify(document), signal });
  checkLinks = (document: JsonObject): Promise<CheckedLinks> =>
    this.json('POST', '/links/check', { headers: json, body: `{"document":${stringify(document)}}` });

  /**
   * Converts a file of another program to a document, whose keys keep their order. A refusal is in the language of the
   * page.
   */
  async convert(
    file: Blob | string,
    mediaType: string,
    from?: Importer,
  ): Promise<Omit<Converted, 'document'> & { document: JsonObject }> {
    const headers = { 'Content-Type': mediaType };
    const body = await (await this.fetch('POST', '/convert', { query: { from }, headers, body: file })).text();
    const document = parseObject(body).get('document');
    return { ...(JSON.parse(body) as Converted), document: document instanceof Map ? document : new Map() };
  }

  async render(document: JsonObject, options: RenderOptions, signal?: AbortSignal): Promise<Blob> {
    const given = Object.entries(options).filter(([, value]) => value !== undefined && value !== '');
    const body = `{"document":${stringify(document)}${given.map(([name, value]) => `,"${name}":${JSON.stringify(value)}`).join('')}}`;
    return (await this.fetch('POST', '/render', { headers: json, body, signal })).blob();
  }

  private body(value: object): Call {
    return { headers: json, body: JSON.stringify(value) };
  }

  private async stored(path: string): Promise<Stored> {
    const answer = await this.fetch('GET', path);
    return { document: parseObject(await answer.text()), etag: versionTag(answer) };
  }

  private async json<T>(method: string, path: string, call?: Call): Promise<T> {
    return (await (await this.fetch(method, path, call)).json()) as T;
  }

  private async done(method: string, path: string, call?: Call): Promise<void> {
    await this.fetch(method, path, call);
  }

  private async fetch(
    method: string,
    path: string,
    { query = {}, headers, body, signal }: Call = {},
  ): Promise<Response> {
    const given = Object.entries(query).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)]],
    );
    const search = given.length > 0 ? `?${new URLSearchParams(given)}` : '';
    // The service states the reason of a refusal in the language of the page.
    const fields = { ...headers, 'Accept-Language': globalThis.document.documentElement.lang };
    let answer: Response;
    try {
      const early = method === 'GET' ? takePrefetched(path + search) : undefined;
      answer = await (early ??
        fetch(root + path + search, { method, headers: fields, body, signal, cache: 'no-store' }));
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new OfflineError(String(error));
    }
    if (!answer.ok) throw await problemOf(answer);
    return answer;
  }
}
