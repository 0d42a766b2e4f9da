import { computed, inject, Injectable, signal } from '@angular/core';
import { Router, type CanActivateFn } from '@angular/router';

import { Api, type Session } from '../api/api';
import { dropAllReports } from '../document/link-reports';

/** The session: the person who is signed in, and their permissions. */
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

  /** Loads the session at the start, once; undefined if that failed. */
  loadOnce(): Promise<Session | undefined> {
    this.first ??= this.load();
    return this.first.catch(() => undefined);
  }

  async signOut(isEverywhere = false): Promise<void> {
    const { location } = await this.api.signOut(isEverywhere);
    dropAllReports();
    globalThis.location.assign(location);
  }
}

/** Redirects people who are not signed in. Without a network nobody is redirected, so that drafts stay reachable. */
export const signedInGuard: CanActivateFn = async () => {
  const router = inject(Router);
  const store = inject(SessionStore);
  if (store.isSignedIn()) return true;
  const session = (await store.loadOnce()) ?? (await store.load().catch(() => undefined));
  return session?.signed_in || !session ? true : router.parseUrl('/signed-out');
};
