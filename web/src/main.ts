import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter, TitleStrategy, withComponentInputBinding, withInMemoryScrolling } from '@angular/router';

import { App } from './app/app';
import { Titles } from './app/i18n/titles';
import { routes } from './app/routes';

bootstrapApplication(App, {
  providers: [
    provideRouter(routes, withComponentInputBinding(), withInMemoryScrolling({ scrollPositionRestoration: 'enabled' })),
    { provide: TitleStrategy, useClass: Titles },
  ],
}).catch((error: unknown) => console.error(error));
