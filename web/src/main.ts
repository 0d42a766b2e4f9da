import { inject, provideAppInitializer } from '@angular/core';
import { createApplication } from '@angular/platform-browser';
import {
  provideRouter,
  Router,
  TitleStrategy,
  withComponentInputBinding,
  withDisabledInitialNavigation,
  withInMemoryScrolling,
} from '@angular/router';

import { prefetchFirstView } from './app/api/prefetch';
import { App } from './app/app';
import { I18n } from './app/i18n/i18n';
import { firstLanguage, loadStrings } from './app/i18n/language-loader';
import { Titles } from './app/i18n/titles';
import { routes } from './app/routes';
import { SessionStore } from './app/session/session';

// Requests the chunks and data of the first view while Angular starts. Otherwise each would wait for the one before.
const path = location.href.split(/[?#]/)[0]?.slice(document.baseURI.length) ?? '';
const isEditor = path.startsWith('cv/');
const isList = path === '';
const parts = isEditor ? [import('./app/editor/routes')] : isList ? [import('./app/cvs/cvs')] : [];
void Promise.allSettled(parts);
void prefetchFirstView(path);
loadStrings(firstLanguage()).catch(() => undefined); // I18n handles the error

/** Ends the current task, so that the browser can paint and handle input. */
const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve));

async function start(): Promise<void> {
  await nextTask();
  const app = await createApplication({
    providers: [
      provideRouter(
        routes,
        withComponentInputBinding(),
        withDisabledInitialNavigation(),
        withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
      ),
      provideAppInitializer(() => inject(I18n).loadFirst()),
      { provide: TitleStrategy, useClass: Titles },
    ],
  });
  const { injector } = app;
  const steps = [
    () => void injector.get(SessionStore).loadOnce(),
    () => void app.bootstrap(App),
    // Browsers create the first object of these kinds slowly.
    () => isEditor && injector.get(I18n).nameOfLanguage('en'),
    () => isList && injector.get(I18n).date('2000-01-01'),
    () => injector.get(Router).initialNavigation(),
  ];
  for (const step of steps) {
    await nextTask();
    step();
  }
}
void start().catch((error: unknown) => console.error(error));
