import { inject, provideEnvironmentInitializer } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter, TitleStrategy, withComponentInputBinding, withInMemoryScrolling } from '@angular/router';

import { App } from './app/app';
import { Titles } from './app/i18n/titles';
import { routes } from './app/routes';
import { SessionStore } from './app/session/session';

// What the first view is made of is asked for while Angular begins. Else one part is asked for when another has come.
const first = /\/cv\//.test(location.pathname)
  ? [import('./app/editor/routes'), import('./app/editor/section-form')]
  : location.href.split(/[?#]/)[0] === document.baseURI
    ? [import('./app/cvs/cvs')]
    : [];
void Promise.allSettled(first);

bootstrapApplication(App, {
  providers: [
    provideRouter(routes, withComponentInputBinding(), withInMemoryScrolling({ scrollPositionRestoration: 'enabled' })),
    { provide: TitleStrategy, useClass: Titles },
    provideEnvironmentInitializer(() => void inject(SessionStore).begin()),
  ],
}).catch((error: unknown) => console.error(error));
