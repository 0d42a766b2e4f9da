import { computed, inject, Injectable, signal } from '@angular/core';
import { Router, type CanActivateFn } from '@angular/router';

import { Api, type Session } from '../api/api';
import { dropAllReports } from '../document/link-reports';

/** Who is signed in. */
@Injectable({ providedIn: 'root' })
export class SessionStore {
  private readonly api = inject(Api);
  readonly session = signal<Session | undefined>(undefined);
  readonly isOwner = computed(() => this.session()?.role === 'owner');
  readonly isSignedIn = computed(() => this.session()?.signed_in ?? false);

  private first: Promise<Session> | undefined;

  async load(): Promise<Session> {
    const session = await this.api.session();
    this.session.set(session);
    return session;
  }

  /** The session as it was when the Studio was opened: asked for once, before any view wants it. */
  begin(): Promise<Session | undefined> {
    this.first ??= this.load();
    return this.first.catch(() => undefined);
  }

  async signOut(isEverywhere = false): Promise<void> {
    const { location } = await this.api.signOut(isEverywhere);
    dropAllReports();
    globalThis.location.assign(location);
  }
}

/** Lets in who is signed in; everyone else is shown how to. A dead network keeps nobody out who was in. */
export const signedIn: CanActivateFn = async () => {
  const router = inject(Router);
  const store = inject(SessionStore);
  if (store.isSignedIn()) return true;
  const session = (await store.begin()) ?? (await store.load().catch(() => undefined));
  return session?.signed_in || !session ? true : router.parseUrl('/signed-out');
};
