import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter, withComponentInputBinding, withInMemoryScrolling } from '@angular/router';

import { App } from './app/app';
import { routes } from './app/routes';

bootstrapApplication(App, {
  providers: [provideRouter(routes, withComponentInputBinding(), withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }))],
}).catch((error: unknown) => console.error(error));
