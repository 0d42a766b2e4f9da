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
import { Titles } from './app/i18n/titles';
import { routes } from './app/routes';
import { SessionStore } from './app/session/session';

// What the first view is made of is asked for while Angular begins. Else one part is asked for when another has come.
const path = location.href.split(/[?#]/)[0]?.slice(document.baseURI.length) ?? '';
const isEditor = path.startsWith('cv/');
const isList = path === '';
const parts = isEditor ? [import('./app/editor/routes')] : isList ? [import('./app/cvs/cvs')] : [];
void Promise.allSettled(parts);
void prefetchFirstView(path);

/** The browser may show, and answer to the person, between one part and the next. */
const rest = () => new Promise<void>((resolve) => setTimeout(resolve));

async function begin(): Promise<void> {
  await rest();
  const app = await createApplication({
    providers: [
      provideRouter(
        routes,
        withComponentInputBinding(),
        withDisabledInitialNavigation(),
        withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
      ),
      { provide: TitleStrategy, useClass: Titles },
    ],
  });
  const { injector } = app;
  const steps = [
    () => void injector.get(SessionStore).begin(),
    () => void app.bootstrap(App),
    // Browsers are slow to make the first of these.
    () => isEditor && injector.get(I18n).nameOfLanguage('en'),
    () => isList && injector.get(I18n).date('2000-01-01'),
    () => injector.get(Router).initialNavigation(),
  ];
  for (const step of steps) {
    await rest();
    step();
  }
}
void begin().catch((error: unknown) => console.error(error));
